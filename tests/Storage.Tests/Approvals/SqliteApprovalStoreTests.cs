using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Approvals;

public sealed class SqliteApprovalStoreTests() : ApprovalStoreContract(ITestPlatform.SqliteAsync);
