using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Notifications;

public sealed class SqliteOutboxTests() : OutboxContract(ITestPlatform.SqliteAsync);
