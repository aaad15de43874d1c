using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Approvals;

public sealed class SqliteApprovalDeskTests() : ApprovalDeskContract(ITestPlatform.SqliteAsync);
