using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Notifications;

public sealed class PostgresOutboxTests() : OutboxContract(ITestPlatform.PostgresAsync);
