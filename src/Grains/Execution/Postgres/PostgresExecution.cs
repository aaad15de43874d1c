using AgentCluster.Execution.Writing;
using Npgsql;

namespace AgentCluster.Execution.Postgres;

/// <summary>One try to do what was approved.</summary>
internal sealed class PostgresExecution(PostgresSource source, SourceSettings settings, TimeSpan limit)
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    public async Task<Outcome<WriteOutcome>> ExecuteAsync(WriteRequest request, object?[] parameters, CancellationToken cancellationToken)
    {
        var examined = await ExamineAsync(request.Sql, parameters, cancellationToken);
        return await source.WriteAsync(
            (connection, token) => InTransactionAsync(
                connection,
                request.ActionId,
                async hasLedger => WriteGate.Changed(request, examined.Inspected, examined.Fingerprint) is { } changed ? changed
                    : await ExecuteAsync(connection, examined, request, parameters, hasLedger, token),
                token),
            cancellationToken);
    }

    public Task<Outcome<WriteOutcome>> UndoAsync(string actionId, string executedActionId, CancellationToken cancellationToken) => source.WriteAsync(
        (connection, token) => InTransactionAsync(
            connection,
            actionId,
            async hasLedger =>
            {
                var kept = await KeptAsync(connection, hasLedger, executedActionId, token);
                if (!kept.Succeeded)
                {
                    return WriteGate.Failed(kept.Problem);
                }

                var (undo, inverse) = kept.Value;
                var transaction = await PostgresTransaction.BeginAsync(connection, limit, Wait, token);
                return await ApplyAsync(transaction, undo, token) is { } fault ? WriteGate.Failed(fault)
                    : await CommitAsync(transaction, hasLedger, actionId, inverse.Net().Length, inverse.ToUndo(), token);
            },
            token),
        cancellationToken);

    /// <summary>Takes an action back in a transaction that is rolled back.</summary>
    public Task<Outcome<Preview>> PreviewUndoAsync(string executedActionId, CancellationToken cancellationToken) => source.WriteAsync<Preview>(
        async (connection, token) =>
        {
            try
            {
                var kept = await KeptAsync(connection, await PostgresLedger.ExistsAsync(connection, token), executedActionId, token);
                if (!kept.Succeeded)
                {
                    return kept.Problem;
                }

                var (undo, inverse) = kept.Value;
                var transaction = await PostgresTransaction.BeginAsync(connection, limit, Wait, token);
                return await ApplyAsync(transaction, undo, token) is { } fault ? fault : PostgresPreview.Of(undo.Table, inverse, inverse.Net().Length);
            }
            catch (PostgresException refused) when (PostgresFaults.OfChange(refused, limit, token) is { } problem)
            {
                return problem;
            }
            finally
            {
                await PostgresReadSandbox.EndAsync(connection);
            }
        },
        cancellationToken);

    private Task<PostgresExamined> ExamineAsync(string sql, object?[] parameters, CancellationToken cancellationToken) => source.InspectAsync(
        (session, catalog, token) => PostgresExamination.ReadAsync(session, catalog, settings, sql, parameters, token), cancellationToken, afresh: true);

    private async Task<WriteOutcome> ExecuteAsync(NpgsqlConnection connection, PostgresExamined examined, WriteRequest request, object?[] parameters, bool hasLedger, CancellationToken cancellationToken)
    {
        var transaction = await PostgresTransaction.BeginAsync(connection, limit, Wait, cancellationToken);
        var (rows, images) = await transaction.ChangeAsync(examined, request.Sql, parameters, cancellationToken);
        return WriteGate.OtherRows(request, rows, images) is { } others ? others
            : await IsAlteredAsync(examined, cancellationToken) ? WriteGate.Stale("What it touches was altered while it ran.")
            : await CommitAsync(transaction, hasLedger, request.ActionId, rows, hasLedger ? images?.ToUndo() : null, cancellationToken);
    }

    private static async Task<WriteOutcome> CommitAsync(PostgresTransaction transaction, bool hasLedger, string actionId, long rows, string? undo, CancellationToken cancellationToken)
    {
        if (hasLedger)
        {
            await PostgresLedger.AddAsync(transaction.Connection, actionId, rows, undo, cancellationToken);
        }

        return await transaction.CommitAsync(rows, undo);
    }

    /// <summary>
    /// The statement has locked what it touches until the end: what is found now was true when it ran, and is when it commits. A definition
    /// locks it against being looked at.
    /// </summary>
    private async Task<bool> IsAlteredAsync(PostgresExamined examined, CancellationToken cancellationToken) => examined.Shape.IsQuery && examined.Fingerprint != await source.InspectAsync(
        (session, _, token) => PostgresDefinitions.FingerprintAsync(session.Connection, examined.Touched.Relations, examined.Touched.Functions, token), cancellationToken);

    private static async Task<Outcome<(PostgresUndo Undo, RowImages Inverse)>> KeptAsync(NpgsqlConnection connection, bool hasLedger, string executedActionId, CancellationToken cancellationToken)
    {
        var kept = WriteGate.Undo(hasLedger ? await PostgresLedger.FindAsync(connection, executedActionId, cancellationToken) : null);
        if (!kept.Succeeded)
        {
            return kept.Problem;
        }

        var inverse = kept.Value.Inverse();
        var table = await PostgresTable.FindAsync(connection, inverse.Table, cancellationToken);
        return PostgresUndo.Fault(table, inverse) is { } fault ? fault : (new PostgresUndo(table!, inverse), inverse);
    }

    /// <summary>The statements that take an action back go through the inspector like any other.</summary>
    private async Task<Problem?> ApplyAsync(PostgresTransaction transaction, PostgresUndo undo, CancellationToken cancellationToken)
    {
        var examined = new List<PostgresExamined>();
        foreach (var (sql, parameters, _) in undo.Statements)
        {
            examined.Add(await ExamineAsync(sql, parameters, cancellationToken));
            if (Refusal(examined[^1]) is { } reason)
            {
                return WriteGate.NotUndoable(reason);
            }
        }

        if (await undo.ApplyAsync(transaction, cancellationToken) is { } fault)
        {
            return fault;
        }

        await transaction.CheckDeferredAsync(cancellationToken);
        foreach (var statement in examined)
        {
            if (await IsAlteredAsync(statement, cancellationToken))
            {
                return WriteGate.NotUndoable("The table was altered meanwhile.");
            }
        }

        return null;
    }

    private static string? Refusal(PostgresExamined examined) =>
        examined.Inspected.Inspection is { Verdict: Verdict.Forbidden } refused ? string.Join(' ', refused.Reasons)
        : examined.CanBeTried ? null
        : $"More than its rows would change: {examined.Behind.Code.Concat(examined.Cascades).FirstOrDefault() ?? string.Join(' ', examined.Inspected.Inspection.Reasons)}.";

    /// <summary>Nothing is done for an action that the ledger has; whatever is not committed is rolled back.</summary>
    private async Task<Outcome<WriteOutcome>> InTransactionAsync(NpgsqlConnection connection, string actionId, Func<bool, Task<WriteOutcome>> work, CancellationToken cancellationToken)
    {
        try
        {
            var hasLedger = await PostgresLedger.ExistsAsync(connection, cancellationToken);
            return hasLedger && await PostgresLedger.FindAsync(connection, actionId, cancellationToken) is { } done
                ? new WriteOutcome(WriteStatus.Executed, done.Rows, done.Undo is not null)
                : await work(hasLedger);
        }
        catch (PostgresException refused) when (PostgresFaults.OfChange(refused, limit, cancellationToken) is { } problem)
        {
            return WriteGate.Failed(problem);
        }
        finally
        {
            await PostgresReadSandbox.EndAsync(connection);
        }
    }
}
