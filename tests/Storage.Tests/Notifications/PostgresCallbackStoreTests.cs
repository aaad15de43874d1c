using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Notifications;

public sealed class PostgresCallbackStoreTests() : CallbackStoreContract(ITestPlatform.PostgresAsync);
