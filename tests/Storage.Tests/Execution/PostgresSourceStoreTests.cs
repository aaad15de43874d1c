using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Execution;

public sealed class PostgresSourceStoreTests() : SourceStoreContract(ITestPlatform.PostgresAsync);
