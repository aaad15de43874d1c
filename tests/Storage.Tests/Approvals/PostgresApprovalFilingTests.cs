using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Approvals;

public sealed class PostgresApprovalFilingTests() : ApprovalFilingContract(ITestPlatform.PostgresAsync);
