using AgentCluster.Execution;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.BuiltIn;

/// <summary>Any one statement, as the engine and the policy let it.</summary>
internal sealed class ExecuteSqlTool : IProposingTool
{
    public string Name => "execute_sql";

    public string Description => "Runs one SQL statement in the source's dialect. A read returns rows; a change is previewed and waits for a person's approval.";

    public Shape Arguments { get; } = Shape.Object("Arguments of execute_sql", SqlArgument.Shape.Required(SqlArgument.Name));

    public bool Changes => true;

    public Task<Outcome<ActionProposal>> ProposeAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var sql = SqlArgument.Of(call);
        return Task.FromResult<Outcome<ActionProposal>>(call.Statement($"Run on source '{call.Invocation.Source}': {SqlArgument.Shown(sql)}", sql));
    }
}
