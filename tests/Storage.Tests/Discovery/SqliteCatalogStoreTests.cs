using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Discovery;

public sealed class SqliteCatalogStoreTests() : CatalogStoreContract(ITestPlatform.SqliteAsync);
