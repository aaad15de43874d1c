using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Execution;

public sealed class SqliteFreezeStoreTests() : FreezeStoreContract(ITestPlatform.SqliteAsync);
