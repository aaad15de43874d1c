using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Execution;

public sealed class SqliteActionBudgetsTests() : ActionBudgetsContract(ITestPlatform.SqliteAsync);
