using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Approvals;

public sealed class SqliteApproverStoreTests() : ApproverStoreContract(ITestPlatform.SqliteAsync);
