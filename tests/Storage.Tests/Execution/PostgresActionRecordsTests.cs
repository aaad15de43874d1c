using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Execution;

public sealed class PostgresActionRecordsTests() : ActionRecordsContract(ITestPlatform.PostgresAsync);
