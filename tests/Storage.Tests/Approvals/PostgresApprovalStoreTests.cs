using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Approvals;

public sealed class PostgresApprovalStoreTests() : ApprovalStoreContract(ITestPlatform.PostgresAsync);
