using AgentCluster.Execution.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Execution;

/// <summary>The only door for statements of agents and clients: nothing reaches a source without the engine's own verdict on it.</summary>
public sealed partial class SafeExecutor
{
    private readonly SourceRegistry _registry;
    private readonly SqlitePools _pools;
    private readonly SqliteReadSandbox _sandbox;
    private readonly VerdictCache _verdicts;
    private readonly TimeProvider _time;
    private readonly ILogger<SafeExecutor> _logger;

    internal SafeExecutor(SourceRegistry registry, SqlitePools pools, SqliteReadSandbox sandbox, VerdictCache verdicts, TimeProvider time, ILogger<SafeExecutor> logger) =>
        (_registry, _pools, _sandbox, _verdicts, _time, _logger) = (registry, pools, sandbox, verdicts, time, logger);

    /// <summary>Runs a statement if it is a read.</summary>
    /// <param name="request">The statement.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    /// <returns>Rows, or the problem; with the inspection wherever there was one.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<ReadOutcome> ReadAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var outcome = await WithSessionAsync(request.Source, (session, settings) => Read(session, settings, request, cancellationToken), Aside, cancellationToken);
        return outcome.Succeeded
            ? outcome.Value with { Duration = _time.GetElapsedTime(started) }
            : new ReadOutcome { Problem = outcome.Problem, Duration = _time.GetElapsedTime(started) };
    }

    /// <summary>Says what a statement would do; executes nothing.</summary>
    /// <param name="source">Where.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="cancellationToken">Cancels the wait for a connection.</param>
    /// <returns>The inspection, <c>unknownSource</c> or <c>sourceUnavailable</c>.</returns>
    public Task<Outcome<Inspection>> InspectAsync(SourceKey source, string sql, CancellationToken cancellationToken) =>
        WithSessionAsync<Inspection>(source, (session, settings) => Inspect(session, settings, sql).Inspection, work => Task.FromResult(work()), cancellationToken);

    private async Task<Outcome<T>> WithSessionAsync<T>(SourceKey source, Func<SqliteSession, SourceSettings, T> work, Func<Func<Outcome<T>>, Task<Outcome<T>>> run, CancellationToken cancellationToken)
    {
        var settings = await _registry.FindAsync(source, cancellationToken);
        if (!settings.Succeeded)
        {
            _pools.Drop(source);
            return settings.Problem;
        }

        var pool = _pools.For(source, settings.Value);
        var session = pool.Succeeded ? await pool.Value.RentAsync(cancellationToken) : pool.Problem;
        if (!session.Succeeded)
        {
            LogUnavailable(source, session.Problem.Message);
            return session.Problem;
        }

        return await run(() => Use(source, pool.Value!, session.Value, () => work(session.Value, settings.Value)));
    }

    /// <summary>A statement may take seconds: a grain's turn is not the place for them, its cancellation would wait behind it.</summary>
    private static Task<Outcome<ReadOutcome>> Aside(Func<Outcome<ReadOutcome>> work) => Task.Run(work, CancellationToken.None);

    private Outcome<T> Use<T>(SourceKey source, SqlitePool pool, SqliteSession session, Func<T> work)
    {
        try
        {
            session.Begin();
            var result = work();
            session.End();
            pool.Return(session);
            return result;
        }
        catch (SqliteException failure)
        {
            pool.Discard(session);
            LogUnavailable(source, failure.Message);
            return Problem.Unavailable("sourceUnavailable", $"SQLite says: {failure.Message}");
        }
        catch
        {
            pool.Discard(session);
            throw;
        }
    }

    private ReadOutcome Read(SqliteSession session, SourceSettings settings, ReadRequest request, CancellationToken cancellationToken)
    {
        var (inspection, engineError) = Inspect(session, settings, request.Sql);
        if (inspection.Verdict != Verdict.Read)
        {
            LogRefused(request.Source, request.Agent, inspection.Verdict, inspection.Kind);
            return new ReadOutcome { Inspection = inspection, Problem = Refusal(inspection, engineError) };
        }

        var result = _sandbox.Read(session, request, cancellationToken);
        return new ReadOutcome { Inspection = inspection, Result = result.Value, Problem = result.Problem };
    }

    private (Inspection Inspection, bool EngineError) Inspect(SqliteSession session, SourceSettings settings, string sql)
    {
        var version = session.Refresh();
        if (_verdicts.Find(settings, version, sql) is { } known)
        {
            return (known, false);
        }

        var inspected = SqliteInspector.Inspect(session, sql);
        _verdicts.Keep(settings, version, sql, inspected.Inspection);
        return inspected;
    }

    private static Problem Refusal(Inspection inspection, bool engineError)
    {
        var reasons = string.Join(' ', inspection.Reasons);
        return engineError ? Problem.Invalid("sql", reasons, "sqlError")
            : inspection.Verdict == Verdict.Forbidden ? Problem.Forbidden("forbiddenSql", $"The statement is forbidden: {reasons}", "sql")
            : Problem.Forbidden("notARead", $"Changes are refused by this version: {reasons}", "sql");
    }
}
