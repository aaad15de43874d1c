using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Discovery;

public sealed class PostgresCatalogStoreTests() : CatalogStoreContract(ITestPlatform.PostgresAsync);
