using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Approvals;

public sealed class SqliteApprovalFilingTests() : ApprovalFilingContract(ITestPlatform.SqliteAsync);
