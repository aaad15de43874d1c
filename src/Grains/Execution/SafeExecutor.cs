using Microsoft.Extensions.Logging;

namespace AgentCluster.Execution;

/// <summary>The only door for statements of agents and clients: nothing reaches a source without the engine's own verdict on it.</summary>
public sealed partial class SafeExecutor
{
    private readonly SourceRegistry _registry;
    private readonly SourceEngines _engines;
    private readonly TimeProvider _time;
    private readonly ILogger<SafeExecutor> _logger;

    internal SafeExecutor(SourceRegistry registry, SourceEngines engines, TimeProvider time, ILogger<SafeExecutor> logger) =>
        (_registry, _engines, _time, _logger) = (registry, engines, time, logger);

    /// <summary>Runs a statement if it is a read.</summary>
    /// <param name="request">The statement.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    /// <returns>Rows, or the problem; with the inspection wherever there was one.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<ReadOutcome> ReadAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var read = await OnEngineAsync(request.Source, (engine, settings) => engine.ReadAsync(request, settings, cancellationToken), cancellationToken);
        return (read.Succeeded ? Outcome(request, read.Value) : new ReadOutcome { Problem = read.Problem }) with { Duration = _time.GetElapsedTime(started) };
    }

    /// <summary>Says what a statement would do; executes nothing.</summary>
    /// <param name="source">Where.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="cancellationToken">Cancels the wait for a connection.</param>
    /// <returns>The inspection, <c>unknownSource</c> or <c>sourceUnavailable</c>.</returns>
    public async Task<Outcome<Inspection>> InspectAsync(SourceKey source, string sql, CancellationToken cancellationToken)
    {
        var inspected = await OnEngineAsync(source, (engine, settings) => engine.InspectAsync(source, settings, sql, cancellationToken), cancellationToken);
        return inspected.Succeeded ? inspected.Value.Inspection : inspected.Problem;
    }

    private async Task<Outcome<T>> OnEngineAsync<T>(SourceKey source, Func<ISourceEngine, SourceSettings, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        var settings = await _registry.FindAsync(source, cancellationToken);
        if (!settings.Succeeded)
        {
            _engines.Forget(source);
            return settings.Problem;
        }

        var outcome = await work(_engines.For(settings.Value.Provider), settings.Value);
        if (!outcome.Succeeded)
        {
            LogUnavailable(source, outcome.Problem.Message);
        }

        return outcome;
    }

    private ReadOutcome Outcome(ReadRequest request, EngineRead read)
    {
        var (inspection, engineError) = (read.Inspected.Inspection, read.Inspected.EngineError);
        if (read.Rows is { } rows)
        {
            return new() { Inspection = inspection, Result = rows.Value, Problem = rows.Problem };
        }

        LogRefused(request.Source, request.Agent, inspection.Verdict, inspection.Kind);
        return new() { Inspection = inspection, Problem = Refusal(inspection, engineError) };
    }

    private static Problem Refusal(Inspection inspection, bool engineError)
    {
        var reasons = string.Join(' ', inspection.Reasons);
        return engineError ? Problem.Invalid("sql", reasons, "sqlError")
            : inspection.Verdict == Verdict.Forbidden ? Problem.Forbidden("forbiddenSql", $"The statement is forbidden: {reasons}", "sql")
            : Problem.Forbidden("notARead", $"Changes are refused by this version: {reasons}", "sql");
    }
}
