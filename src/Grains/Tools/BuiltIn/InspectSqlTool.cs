using AgentCluster.Execution;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.BuiltIn;

/// <summary>What the engine says a statement would do.</summary>
internal sealed class InspectSqlTool(SafeExecutor executor) : IAnsweringTool
{
    public string Name => "inspect_sql";

    public string Description => "Says what one SQL statement would do (verdict, reasons, relations, columns, functions) without running it.";

    public Shape Arguments { get; } = Shape.Object("Arguments of inspect_sql", SqlArgument.Shape.Required(SqlArgument.Name));

    public bool Changes => false;

    public async Task<Outcome<ActionOutcome>> AnswerAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var inspected = await executor.InspectAsync(call.Source, SqlArgument.Of(call), cancellationToken);
        if (!inspected.Succeeded)
        {
            return inspected.Problem;
        }

        var inspection = inspected.Value;
        var touched = ResultTable.Of(
            [("what", "text"), ("name", "text")],
            [
                .. inspection.Relations.Select(name => new object?[] { "relation", name }),
                .. inspection.Columns.Select(name => new object?[] { "column", name }),
                .. inspection.Functions.Select(name => new object?[] { "function", name }),
            ]);
        var text = $"The verdict on this {inspection.Kind} is {inspection.Verdict.ToString().ToLowerInvariant()}.";
        return call.Answer(text, touched) with { Verdict = inspection.Verdict, Reasons = inspection.Reasons };
    }
}
