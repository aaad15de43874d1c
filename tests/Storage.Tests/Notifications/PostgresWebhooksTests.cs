using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Notifications;

public sealed class PostgresWebhooksTests() : WebhooksContract(ITestPlatform.PostgresAsync);
