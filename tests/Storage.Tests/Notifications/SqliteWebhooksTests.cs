using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Notifications;

public sealed class SqliteWebhooksTests() : WebhooksContract(ITestPlatform.SqliteAsync);
