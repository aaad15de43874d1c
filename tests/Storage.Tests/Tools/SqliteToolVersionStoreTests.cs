using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Tools;

public sealed class SqliteToolVersionStoreTests() : ToolVersionStoreContract(ITestPlatform.SqliteAsync);
