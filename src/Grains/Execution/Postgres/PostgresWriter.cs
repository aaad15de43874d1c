using System.Collections.Immutable;
using AgentCluster.Execution.Writing;
using Microsoft.Extensions.Options;

namespace AgentCluster.Execution.Postgres;

/// <summary>
/// Changes in PostgreSQL sources, as the writing login: inspected anew, run, counted, compared once more with the catalog while its locks are
/// held, and entered in the ledger of the source in the same transaction.
/// </summary>
internal sealed class PostgresWriter(PostgresSources sources, IOptions<ExecutionOptions> options) : ISourceWriter
{
    /// <summary>How often a change is tried while others change the same rows.</summary>
    private const int Attempts = 3;

    private static readonly TimeSpan PreviewTimeout = TimeSpan.FromSeconds(2);

    public SourceProvider Provider => SourceProvider.Postgres;

    private TimeSpan Tightened => TimeSpan.FromTicks(Math.Min(PreviewTimeout.Ticks, options.Value.StatementTimeout.Ticks));

    public async Task<Outcome<Preview>> PreviewAsync(SourceKey key, SourceSettings settings, string sql, ImmutableArray<StatementParameter> parameters, CancellationToken cancellationToken)
    {
        var values = PostgresParameters.InOrder(parameters);
        return WriteGate.Closed(settings) is { } closed ? closed
            : !values.Succeeded ? values.Problem
            : await sources.UseAsync<Preview>(key, settings, source => PostgresPreview.OfAsync(source, settings, sql, values.Value, Tightened, cancellationToken), cancellationToken);
    }

    public async Task<WriteOutcome> ExecuteAsync(SourceKey key, SourceSettings settings, WriteRequest request, CancellationToken cancellationToken)
    {
        var values = PostgresParameters.InOrder(request.Parameters);
        return values.Succeeded
            ? await SettledAsync(key, settings, request.ActionId, execution => execution.ExecuteAsync(request, values.Value, cancellationToken), cancellationToken)
            : WriteGate.Failed(values.Problem);
    }

    public Task<Outcome<LedgerEntry?>> FindAsync(SourceKey key, SourceSettings settings, string actionId, CancellationToken cancellationToken) => sources.UseAsync(
        key,
        settings,
        source => source.WriteBesideAsync(
            async (connection, token) => await PostgresLedger.ExistsAsync(connection, token)
                ? new Outcome<LedgerEntry?> { Value = await PostgresLedger.SettleAsync(connection, actionId, token) }
                : Problem.NotFound("noLedger", "The source has no ledger of executed actions; doctor makes one."),
            cancellationToken),
        cancellationToken);

    public async Task<Outcome<Preview>> PreviewUndoAsync(SourceKey key, SourceSettings settings, string executedActionId, CancellationToken cancellationToken) =>
        WriteGate.Closed(settings) is { } closed ? closed
            : await sources.UseAsync<Preview>(key, settings, source => new PostgresExecution(source, settings, Tightened).PreviewUndoAsync(executedActionId, cancellationToken), cancellationToken);

    public Task<WriteOutcome> UndoAsync(SourceKey key, SourceSettings settings, string actionId, string executedActionId, CancellationToken cancellationToken) =>
        SettledAsync(key, settings, actionId, execution => execution.UndoAsync(actionId, executedActionId, cancellationToken), cancellationToken);

    /// <summary>
    /// Does a change, again while others stand in its way. When that does not end, or nobody can tell whether it was committed, the ledger is
    /// asked: somebody else may have done the same action.
    /// </summary>
    private async Task<WriteOutcome> SettledAsync(
        SourceKey key, SourceSettings settings, string actionId, Func<PostgresExecution, Task<Outcome<WriteOutcome>>> work, CancellationToken cancellationToken)
    {
        if (WriteGate.Closed(settings) is { } closed)
        {
            return WriteGate.Failed(closed);
        }

        var outcome = new WriteOutcome(WriteStatus.Failed);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var tried = await sources.UseAsync(key, settings, source => work(new(source, settings, options.Value.StatementTimeout)), cancellationToken);
            outcome = tried.Value ?? WriteGate.Failed(tried.Problem!);
            if (outcome.Problem?.Code != "sourceBusy")
            {
                break;
            }
        }

        return outcome.Problem?.Code is not ("sourceBusy" or "outcomeUnknown") ? outcome
            : await FindAsync(key, settings, actionId, CancellationToken.None) switch
            {
                { Succeeded: true, Value: { } entry } => new(WriteStatus.Executed, entry.Rows, entry.Undo is not null),
                { Problem: null } when outcome.Status == WriteStatus.Unknown => new(WriteStatus.Failed, Problem: Problem.Unavailable("sourceUnavailable", "It was not committed; nothing was changed.")),
                _ => outcome,
            };
    }
}
