using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Execution;

public sealed class SqliteActionRecordsTests() : ActionRecordsContract(ITestPlatform.SqliteAsync);
