using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Tools;

public sealed class PostgresToolVersionStoreTests() : ToolVersionStoreContract(ITestPlatform.PostgresAsync);
