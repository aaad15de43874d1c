using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Approvals;

public sealed class PostgresClientRequestsTests() : ClientRequestsContract(ITestPlatform.PostgresAsync);
