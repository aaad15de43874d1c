using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Execution;

public sealed class PostgresActionBudgetsTests() : ActionBudgetsContract(ITestPlatform.PostgresAsync);
