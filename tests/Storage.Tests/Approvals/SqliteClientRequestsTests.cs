using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Approvals;

public sealed class SqliteClientRequestsTests() : ClientRequestsContract(ITestPlatform.SqliteAsync);
