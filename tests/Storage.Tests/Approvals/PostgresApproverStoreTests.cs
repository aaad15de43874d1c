using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Approvals;

public sealed class PostgresApproverStoreTests() : ApproverStoreContract(ITestPlatform.PostgresAsync);
