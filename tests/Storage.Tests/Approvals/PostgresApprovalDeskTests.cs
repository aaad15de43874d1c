using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Approvals;

public sealed class PostgresApprovalDeskTests() : ApprovalDeskContract(ITestPlatform.PostgresAsync);
