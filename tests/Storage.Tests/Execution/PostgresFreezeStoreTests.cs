using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Execution;

public sealed class PostgresFreezeStoreTests() : FreezeStoreContract(ITestPlatform.PostgresAsync);
