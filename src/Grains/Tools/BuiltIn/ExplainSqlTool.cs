using AgentCluster.Execution;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.BuiltIn;

/// <summary>How the engine would run a statement; the statement itself does not run.</summary>
internal sealed class ExplainSqlTool(SourceRegistry sources) : IProposingTool
{
    public string Name => "explain_sql";

    public string Description => "Shows the engine's plan for one SQL statement without running it.";

    public Shape Arguments { get; } = Shape.Object("Arguments of explain_sql", SqlArgument.Shape.Required(SqlArgument.Name));

    public bool Changes => false;

    public async Task<Outcome<ActionProposal>> ProposeAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var settings = await sources.FindAsync(call.Source, cancellationToken);
        if (!settings.Succeeded)
        {
            return settings.Problem;
        }

        // With its options in parentheses PostgreSQL takes none from the text behind them, such as ANALYZE, which would run the statement.
        var sql = SqlArgument.Of(call);
        var explained = settings.Value.Provider == SourceProvider.Postgres ? $"EXPLAIN (VERBOSE FALSE) {sql}" : $"EXPLAIN QUERY PLAN {sql}";
        return call.Statement($"Show the plan of: {SqlArgument.Shown(sql)}", explained);
    }
}
