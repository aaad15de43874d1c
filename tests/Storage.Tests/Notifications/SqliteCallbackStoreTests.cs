using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Notifications;

public sealed class SqliteCallbackStoreTests() : CallbackStoreContract(ITestPlatform.SqliteAsync);
