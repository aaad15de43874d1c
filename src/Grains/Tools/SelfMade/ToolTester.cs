using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AgentCluster.Discovery;
using AgentCluster.Execution;

namespace AgentCluster.Tools.SelfMade;

/// <summary>
/// Runs the cases of a draft, without a lasting effect: reads in the sandbox, changes by the preview that is always rolled back. It is
/// not the author, and takes nobody's word for what a statement does.
/// </summary>
internal sealed class ToolTester(SafeExecutor executor, CatalogCache catalogs, IGrainFactory grains)
{
    private const string Name = "tester";

    public async Task<ToolReport> TestAsync(string tenant, ToolDefinition definition, CancellationToken cancellationToken)
    {
        var source = new SourceKey(tenant, definition.Source);
        var catalog = await catalogs.GetAsync(source, cancellationToken);
        if (!catalog.Succeeded)
        {
            return new(false, true, [catalog.Problem.Message], ImmutableDictionary<string, string>.Empty);
        }

        var trials = new List<ToolTrial>();
        foreach (var test in definition.Cases)
        {
            trials.Add(Judged(test, definition.Kind == ToolKind.Statement
                ? await StatementAsync(source, catalog.Value, definition, test, cancellationToken)
                : await CompositionAsync(source, definition, test, cancellationToken)));
        }

        return new(
            trials.TrueForAll(trial => trial.Fault is null),
            trials.Exists(trial => trial.Changes),
            [.. trials.Select((trial, i) => string.Create(CultureInfo.InvariantCulture, $"Case {i + 1}: {trial.Fault ?? $"{trial.Rows} rows."}"))],
            ToolDependencies.Of(trials.SelectMany(trial => trial.Relations), catalog.Value));
    }

    private async Task<ToolTrial> StatementAsync(SourceKey source, Catalog catalog, ToolDefinition definition, ToolCase test, CancellationToken cancellationToken)
    {
        var (sql, parameters) = TemplateSql.Parse(definition.Sql!).Render(catalog.Dialect, definition.Parameters, test.Arguments);
        return await TryAsync(source, sql, parameters, cancellationToken);
    }

    private async Task<ToolTrial> CompositionAsync(SourceKey source, ToolDefinition definition, ToolCase test, CancellationToken cancellationToken)
    {
        var tools = grains.GetGrain<IToolsGrain>(source.Tenant);
        var values = new StepValues(test.Arguments);
        var all = new ToolTrial();
        foreach (var (i, step) in definition.Steps.Index())
        {
            var (tool, call) = (await tools.GetAsync(step.Tool, cancellationToken), Invocation(source, step, values));
            if (tool.Value is { Changes: true } && i < definition.Steps.Length - 1)
            {
                return ToolTrial.Failed($"Step {i + 1} may change or send something: only the last step may.");
            }

            var prepared = tool.Succeeded ? await tools.PrepareAsync(call, cancellationToken) : tool.Problem;
            if (prepared.Problem is { Code: not "notEditable" } refused)
            {
                return ToolTrial.Failed($"Step {i + 1}: {refused.Message}");
            }

            var tried = prepared.Value is { Effect: ActionEffect.Statement, Sql: { } sql } proposal ? await TryAsync(source, sql, proposal.Parameters, cancellationToken) : new ToolTrial { Changes = tool.Value!.Changes };
            if (tried.Fault is not null)
            {
                return tried with { Fault = $"Step {i + 1}: {tried.Fault}" };
            }

            values.Add(tried.Value);
            all = tried with { Changes = all.Changes || tried.Changes, Relations = [.. all.Relations, .. tried.Relations] };
        }

        return all;
    }

    private async Task<ToolTrial> TryAsync(SourceKey source, string sql, ImmutableArray<StatementParameter> parameters, CancellationToken cancellationToken)
    {
        var values = StatementValues.Of(parameters);
        if (!values.Succeeded)
        {
            return ToolTrial.Failed(values.Problem.Message);
        }

        var read = await executor.ReadAsync(new ReadRequest { Source = source, Sql = sql, Agent = Name, Parameters = values.Value }, cancellationToken);
        if (read.Result is { } rows)
        {
            return new() { Rows = rows.RowCount, Value = StepValues.First(rows), Relations = read.Inspection!.Relations };
        }

        if (read.Inspection is not { Verdict: Verdict.Write } change)
        {
            return ToolTrial.Failed(read.Problem!.Message);
        }

        var preview = await executor.PreviewAsync(source, sql, parameters, cancellationToken);
        return preview.Succeeded ? new() { Changes = true, Rows = preview.Value.RowsAffected, Relations = change.Relations } : ToolTrial.Failed(preview.Problem.Message);
    }

    private static ToolTrial Judged(ToolCase test, ToolTrial trial) =>
        trial.Fault is not null ? trial
        : trial.Rows < test.MinRows ? trial with { Fault = $"{trial.Rows} rows, fewer than {test.MinRows}." }
        : trial.Rows > test.MaxRows ? trial with { Fault = $"{trial.Rows} rows, more than {test.MaxRows}." }
        : trial;

    private static ToolInvocation Invocation(SourceKey source, ToolStepDefinition step, StepValues values) => new()
    {
        Tool = step.Tool,
        Agent = ToolGrants.Client,
        Source = source.Source,
        Arguments = values.Fill(step.Arguments),
        RequestedBy = Name,
        ExecutionId = Guid.NewGuid().ToString("N"),
        Depth = 1,
    };
}
