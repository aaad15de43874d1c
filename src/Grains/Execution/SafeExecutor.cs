using System.Collections.Immutable;
using AgentCluster.Execution.Writing;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Execution;

/// <summary>The only door for statements of agents and clients: nothing reaches a source without the engine's own verdict on it.</summary>
public sealed partial class SafeExecutor
{
    private readonly SourceRegistry _registry;
    private readonly SourceEngines _engines;
    private readonly SourceWriters _writers;
    private readonly TimeProvider _time;
    private readonly ILogger<SafeExecutor> _logger;

    internal SafeExecutor(SourceRegistry registry, SourceEngines engines, SourceWriters writers, TimeProvider time, ILogger<SafeExecutor> logger) =>
        (_registry, _engines, _writers, _time, _logger) = (registry, engines, writers, time, logger);

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
        var inspected = await OnEngineAsync(source, (engine, settings) => engine.InspectAsync(source, settings, sql, [], cancellationToken), cancellationToken);
        return inspected.Succeeded ? inspected.Value.Inspection : inspected.Problem;
    }

    /// <summary>Shows what a change would do; nothing of it stays.</summary>
    /// <param name="source">Where.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Values of its parameters.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    /// <returns>The preview, or why there is none: <c>notWritable</c>, <c>noWritingLogin</c>, <c>forbiddenSql</c>, <c>notAWrite</c>, <c>sqlError</c>, <c>timeout</c>, <c>sourceBusy</c>, <c>unknownSource</c>, <c>sourceUnavailable</c>.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<Outcome<Preview>> PreviewAsync(SourceKey source, string sql, ImmutableArray<StatementParameter> parameters, CancellationToken cancellationToken) =>
        OnEngineAsync(source, (engine, settings) => _writers.For(engine.Provider).PreviewAsync(source, settings, sql, parameters, cancellationToken), cancellationToken);

    private async Task<Outcome<T>> OnEngineAsync<T>(SourceKey source, Func<ISourceEngine, SourceSettings, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        var settings = await _registry.FindAsync(source, cancellationToken);
        if (!settings.Succeeded)
        {
            _engines.Forget(source);
            return settings.Problem;
        }

        var outcome = await work(_engines.For(settings.Value.Provider), settings.Value);
        if (outcome.Problem is { Kind: ProblemKind.Unavailable })
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
