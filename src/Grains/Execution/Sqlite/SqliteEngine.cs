using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Execution.Sqlite;

/// <summary>Statements on SQLite sources: the authorizer says what they do and goes on watching while they run.</summary>
internal sealed class SqliteEngine(SqlitePools pools, SqliteFiles files, SqliteReadSandbox sandbox, VerdictCache verdicts) : ISourceEngine
{
    public SourceProvider Provider => SourceProvider.Sqlite;

    public Task<Outcome<Inspected>> InspectAsync(SourceKey key, SourceSettings settings, string sql, ImmutableArray<StatementParameter> parameters, CancellationToken cancellationToken) =>
        WithSessionAsync<Inspected>(key, settings, session => Inspect(session, settings, sql), work => Task.FromResult(work()), cancellationToken);

    public Task<Outcome<EngineRead>> ReadAsync(ReadRequest request, SourceSettings settings, CancellationToken cancellationToken) =>
        WithSessionAsync<EngineRead>(request.Source, settings, session => Read(session, settings, request, cancellationToken), Aside, cancellationToken);

    public Task<Outcome<DiscoveryConnection>> OpenForDiscoveryAsync(SourceKey key, SourceSettings settings, CancellationToken cancellationToken)
    {
        var path = files.Locate(settings.ConnectionString, key.Source);
        var connection = path.Succeeded ? SqliteFiles.Open(path.Value) : path.Problem;
        return Task.FromResult<Outcome<DiscoveryConnection>>(connection.Succeeded ? new DiscoveryConnection(connection.Value, MayReadRows: true) : connection.Problem);
    }

    public Task<Problem?> ProveAsync(SourceSettings settings, CancellationToken cancellationToken) => Task.FromResult(files.Prove(settings.ConnectionString));

    public void Forget(SourceKey key) => pools.Drop(key);

    /// <summary>A statement may take seconds: a grain's turn is not the place for them, its cancellation would wait behind it.</summary>
    private static Task<Outcome<EngineRead>> Aside(Func<Outcome<EngineRead>> work) => Task.Run(work, CancellationToken.None);

    private async Task<Outcome<T>> WithSessionAsync<T>(SourceKey key, SourceSettings settings, Func<SqliteSession, T> work, Func<Func<Outcome<T>>, Task<Outcome<T>>> run, CancellationToken cancellationToken)
    {
        var pool = pools.For(key, settings);
        var session = pool.Succeeded ? await pool.Value.RentAsync(cancellationToken) : pool.Problem;
        return session.Succeeded ? await run(() => Use(pool.Value!, session.Value, work)) : session.Problem;
    }

    private static Outcome<T> Use<T>(SqlitePool pool, SqliteSession session, Func<SqliteSession, T> work)
    {
        try
        {
            session.Begin();
            var result = work(session);
            session.End();
            pool.Return(session);
            return result;
        }
        catch (SqliteException failure)
        {
            pool.Discard(session);
            return Problem.Unavailable("sourceUnavailable", $"SQLite says: {failure.Message}");
        }
        catch
        {
            pool.Discard(session);
            throw;
        }
    }

    private EngineRead Read(SqliteSession session, SourceSettings settings, ReadRequest request, CancellationToken cancellationToken)
    {
        var inspected = Inspect(session, settings, request.Sql);
        return new(inspected, inspected.Inspection.Verdict == Verdict.Read ? sandbox.Read(session, request, cancellationToken) : null);
    }

    private Inspected Inspect(SqliteSession session, SourceSettings settings, string sql)
    {
        var version = session.Refresh();
        if (verdicts.Find(settings, version, sql) is { } known)
        {
            return new(known, false);
        }

        var inspected = SqliteInspector.Inspect(session, sql);
        verdicts.Keep(settings, version, sql, inspected.Inspection);
        return inspected;
    }
}
