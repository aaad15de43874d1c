using System.Collections.Immutable;
using AgentCluster.Execution.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using SQLitePCL;

namespace AgentCluster.Execution.Sqlite;

/// <summary>Changes in SQLite sources: inspected, run, counted and entered in the ledger in one transaction that keeps other writers out.</summary>
internal sealed class SqliteWriter(SqlitePools pools, IOptions<ExecutionOptions> options) : ISourceWriter
{
    /// <summary>A preview holds the file's only write lock.</summary>
    private static readonly TimeSpan PreviewTimeout = TimeSpan.FromSeconds(2);

    public SourceProvider Provider => SourceProvider.Sqlite;

    public async Task<Outcome<Preview>> PreviewAsync(SourceKey key, SourceSettings settings, string sql, ImmutableArray<StatementParameter> parameters, CancellationToken cancellationToken)
    {
        var values = StatementValues.Of(parameters);
        return WriteGate.Closed(settings) is { } closed ? closed
            : !values.Succeeded ? values.Problem
            : await WithSessionAsync(key, settings, session => SqlitePreview.Of(session, sql, values.Value, Tightened(), cancellationToken), cancellationToken);
    }

    public async Task<WriteOutcome> ExecuteAsync(SourceKey key, SourceSettings settings, WriteRequest request, CancellationToken cancellationToken)
    {
        var values = StatementValues.Of(request.Parameters);
        return WriteGate.Closed(settings) is { } closed ? WriteGate.Failed(closed)
            : !values.Succeeded ? WriteGate.Failed(values.Problem)
            : await SettledAsync(key, settings, request.ActionId, session => Execute(session, request, values.Value, cancellationToken), cancellationToken);
    }

    public Task<Outcome<LedgerEntry?>> FindAsync(SourceKey key, SourceSettings settings, string actionId, CancellationToken cancellationToken) =>
        WithSessionAsync<LedgerEntry?>(
            key,
            settings,
            session => SqliteLedger.Exists(session) ? new Outcome<LedgerEntry?> { Value = SqliteLedger.Find(session, actionId) } : Problem.NotFound("noLedger", "The source has no ledger of executed actions; doctor makes one."),
            cancellationToken);

    public async Task<Outcome<Preview>> PreviewUndoAsync(SourceKey key, SourceSettings settings, string executedActionId, CancellationToken cancellationToken) =>
        WriteGate.Closed(settings) is { } closed ? closed
            : await WithSessionAsync<Preview>(
                key,
                settings,
                session => TakeBack(session, executedActionId, Tightened(), cancellationToken) switch
                {
                    { Succeeded: true, Value: var (table, inverse) } => SqlitePreview.Of(table, inverse, inverse.Net().Length),
                    var refused => refused.Problem!,
                },
                cancellationToken);

    public async Task<WriteOutcome> UndoAsync(SourceKey key, SourceSettings settings, string actionId, string executedActionId, CancellationToken cancellationToken) =>
        WriteGate.Closed(settings) is { } closed ? WriteGate.Failed(closed)
            : await SettledAsync(key, settings, actionId, session => Undo(session, actionId, executedActionId, cancellationToken), cancellationToken);

    private TimeSpan Tightened() => TimeSpan.FromTicks(Math.Min(PreviewTimeout.Ticks, options.Value.StatementTimeout.Ticks));

    private WriteOutcome Execute(SqliteSession session, WriteRequest request, IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken)
    {
        var hasLedger = SqliteLedger.Exists(session);
        if (hasLedger && SqliteLedger.Find(session, request.ActionId) is { } done)
        {
            return new(WriteStatus.Executed, done.Rows, done.Undo is not null);
        }

        session.Refresh();
        var examined = SqliteInspector.Examine(session, request.Sql);
        if (WriteGate.Changed(request, examined.Inspected, SqliteDefinitions.Fingerprint(session, examined.Trace)) is { } altered)
        {
            return altered;
        }

        var table = examined.CanBeTried ? SqliteTable.Find(session, examined.Target!) : null;
        session.Capture.Watch(table);
        var changed = SqliteChange.Run(session, request.Sql, values, options.Value.StatementTimeout, cancellationToken);
        if (!changed.Succeeded)
        {
            return WriteGate.Failed(changed.Problem);
        }

        var rows = session.Capture.Rows(changed.Value);
        var images = table is null || session.Capture.IsPartial ? null : session.Capture.Images();
        return WriteGate.OtherRows(request, rows, images) ?? Commit(session, hasLedger, request.ActionId, rows, hasLedger ? images?.ToUndo() : null);
    }

    private WriteOutcome Undo(SqliteSession session, string actionId, string executedActionId, CancellationToken cancellationToken)
    {
        if (SqliteLedger.Exists(session) && SqliteLedger.Find(session, actionId) is { } done)
        {
            return new(WriteStatus.Executed, done.Rows, done.Undo is not null);
        }

        var taken = TakeBack(session, executedActionId, options.Value.StatementTimeout, cancellationToken);
        return taken is { Succeeded: true, Value: var (_, inverse) }
            ? Commit(session, hasLedger: true, actionId, inverse.Net().Length, inverse.ToUndo())
            : WriteGate.Failed(taken.Problem!);
    }

    /// <summary>Takes an action back within the session's transaction.</summary>
    private static Outcome<(SqliteTable Table, RowImages Inverse)> TakeBack(SqliteSession session, string executedActionId, TimeSpan limit, CancellationToken cancellationToken)
    {
        var kept = WriteGate.Undo(SqliteLedger.Exists(session) ? SqliteLedger.Find(session, executedActionId) : null);
        if (!kept.Succeeded)
        {
            return kept.Problem;
        }

        session.Refresh();
        var name = kept.Value.Table["main.".Length..];
        if (SqliteTable.Find(session, name) is not { } table)
        {
            return WriteGate.NotUndoable($"The table {name} is gone.");
        }

        session.Capture.Watch(table);
        var inverse = kept.Value.Inverse();
        return new SqliteUndo(session, table, inverse, limit, cancellationToken).Apply() is { } fault ? fault : (table, inverse);
    }

    /// <summary>From here on the caller's leaving changes nothing.</summary>
    private static WriteOutcome Commit(SqliteSession session, bool hasLedger, string actionId, long rows, string? undo)
    {
        if (hasLedger)
        {
            SqliteLedger.Add(session, actionId, rows, undo);
        }

        try
        {
            session.Commit();
            return new(WriteStatus.Executed, rows, undo is not null);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_CONSTRAINT)
        {
            return WriteGate.Failed(failure.SqliteErrorCode == raw.SQLITE_BUSY ? WriteGate.Busy(failure.Message) : Problem.Invalid("sql", failure.Message, "sqlError"));
        }
        catch (SqliteException failure)
        {
            return new(WriteStatus.Unknown, Problem: Problem.Unavailable("outcomeUnknown", $"Nobody can tell whether it was committed: {failure.Message}"));
        }
    }

    /// <summary>Does a change; when nobody can tell whether it was committed, the ledger is asked.</summary>
    private async Task<WriteOutcome> SettledAsync(SourceKey key, SourceSettings settings, string actionId, Func<SqliteSession, WriteOutcome> work, CancellationToken cancellationToken)
    {
        var outcome = await WithSessionAsync<WriteOutcome>(key, settings, session => work(session), cancellationToken);
        if (outcome is not { Value: { Status: WriteStatus.Unknown } unknown })
        {
            return outcome.Value ?? WriteGate.Failed(outcome.Problem!);
        }

        var found = await FindAsync(key, settings, actionId, CancellationToken.None);
        return found is { Succeeded: true, Value: { } entry } ? new(WriteStatus.Executed, entry.Rows, entry.Undo is not null)
            : found.Problem is null ? new(WriteStatus.Failed, Problem: Problem.Unavailable("sourceUnavailable", "It was not committed; nothing was changed."))
            : unknown;
    }

    /// <summary>Works within a transaction of its own, which is rolled back unless it was committed.</summary>
    private async Task<Outcome<T>> WithSessionAsync<T>(SourceKey key, SourceSettings settings, Func<SqliteSession, Outcome<T>> work, CancellationToken cancellationToken)
    {
        var pool = pools.For(key, settings, writing: true);
        var session = pool.Succeeded ? await pool.Value.RentAsync(cancellationToken) : pool.Problem;
        return session.Succeeded ? await Task.Run(() => Use(pool.Value!, session.Value, work), CancellationToken.None) : session.Problem;
    }

    private static Outcome<T> Use<T>(SqlitePool pool, SqliteSession session, Func<SqliteSession, Outcome<T>> work)
    {
        var sound = false;
        try
        {
            session.Begin();
            var outcome = work(session);
            session.End();
            sound = true;
            return outcome;
        }
        catch (SqliteException failure)
        {
            return failure.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED ? WriteGate.Busy(failure.Message) : Problem.Unavailable("sourceUnavailable", $"SQLite says: {failure.Message}");
        }
        finally
        {
            session.Capture.Watch(null);
            if (sound)
            {
                pool.Return(session);
            }
            else
            {
                pool.Discard(session);
            }
        }
    }
}
