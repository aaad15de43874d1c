using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Notifications;

public sealed class PostgresCardsTests() : CardsContract(ITestPlatform.PostgresAsync);
