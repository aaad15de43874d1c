using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Notifications;

public sealed class SqliteCardsTests() : CardsContract(ITestPlatform.SqliteAsync);
