using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Execution;

public sealed class SqliteSourceStoreTests() : SourceStoreContract(ITestPlatform.SqliteAsync);
