using System.Text.Json;
using AgentCluster.Execution;
using AgentCluster.Tools;
using Microsoft.Extensions.AI;

namespace AgentCluster.Reasoning;

/// <summary>
/// Runs the tool calls of a model. The planner's own reads go straight to the executor; everything else to the tools, which check the
/// grant. What may run is decided behind both, not here.
/// </summary>
internal sealed class ToolInvoker(Func<ReadRequest, CancellationToken, Task<ReadOutcome>> read, ToolShelf shelf)
{
    /// <summary>Runs one call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="run">What the run has come to so far.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ToolResult> InvokeAsync(FunctionCallContent call, ReasoningRun run, CancellationToken cancellationToken)
    {
        var number = ++run.Calls;
        var profile = run.Request.Context.Profile;
        if (call.Name == DataTool.Name && Statement(call) is { } sql)
            return !profile.Tools.IsEmpty && !profile.Tools.Contains(DataTool.Name) ? ToolResult.Refused(call, $"There is no tool '{call.Name}' for this agent.") : await ReadAsync(call, sql, run, cancellationToken);
        if (run.Request.InteractionId is not { } interaction)
            return ToolResult.Refused(call, $"The tool '{call.Name}' cannot be called here.");
        var outcome = await shelf.InvokeAsync(
            run.Request.Source.Tenant,
            new()
            {
                Tool = call.Name,
                Agent = profile.Id,
                Source = run.Request.Source.Source,
                Arguments = JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>(), JsonSerializerOptions.Web),
                RequestedBy = run.Request.AskedBy,

                // A run that is repeated after a crash makes the same call under the same id, which is the same action.
                ExecutionId = $"{interaction}-{number}",
                InteractionId = interaction,
                Untrusted = run.HasReadFreeText,
                MaxRows = MostRows(run),
                Depth = run.Request.Depth,
            },
            cancellationToken);
        if (!outcome.Succeeded)
            return ToolResult.Refused(call, $"{outcome.Problem.Message}");
        run.Note(outcome.Value);
        return ToolResult.Of(call, outcome.Value, Statement(call));
    }

    private async Task<ToolResult> ReadAsync(FunctionCallContent call, string sql, ReasoningRun run, CancellationToken cancellationToken)
    {
        var outcome = await read(
            new ReadRequest { Source = run.Request.Source, Sql = sql, Agent = run.Request.Context.Profile.Id, MaxRows = MostRows(run) }, cancellationToken);
        run.Note(outcome.Result);
        return ToolResult.Of(call, outcome, sql);
    }

    private static int MostRows(ReasoningRun run) => Math.Clamp(run.Request.Context.Profile.RowBudget, 1, 1000);

    private static string? Statement(FunctionCallContent call) =>
        call.Arguments?.TryGetValue(DataTool.Argument, out var argument) is true && argument?.ToString() is { Length: > 0 } sql ? sql : null;
}
