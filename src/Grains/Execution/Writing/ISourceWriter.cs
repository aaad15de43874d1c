using System.Collections.Immutable;

namespace AgentCluster.Execution.Writing;

/// <summary>What one kind of database does about changes: shows them, makes them once, and takes them back.</summary>
internal interface ISourceWriter
{
    /// <summary>The engine that it speaks for.</summary>
    SourceProvider Provider { get; }

    /// <summary>
    /// What a statement would change: by doing it in a transaction that is always rolled back when only tables without user code are behind it,
    /// otherwise by facts of the catalog and estimates, which are named as such.
    /// </summary>
    /// <returns>The preview; <c>notWritable</c>, <c>noWritingLogin</c>, <c>sqlError</c>, <c>timeout</c> or <c>sourceUnavailable</c>.</returns>
    Task<Outcome<Preview>> PreviewAsync(SourceKey key, SourceSettings settings, string sql, ImmutableArray<StatementParameter> parameters, CancellationToken cancellationToken);

    /// <summary>
    /// Inspects the statement anew, does it in one transaction with its ledger row and the rows as they were, and commits only if it is what was approved.
    /// An action that the ledger has already is not done again and counts as executed.
    /// </summary>
    Task<WriteOutcome> ExecuteAsync(SourceKey key, SourceSettings settings, WriteRequest request, CancellationToken cancellationToken);

    /// <summary>The ledger's row of an action, null when there is none; a problem when the source has no ledger or cannot be asked.</summary>
    Task<Outcome<LedgerEntry?>> FindAsync(SourceKey key, SourceSettings settings, string actionId, CancellationToken cancellationToken);

    /// <summary>What taking an executed action back would change; <c>notUndoable</c> with the reason when rows changed since or were not kept.</summary>
    Task<Outcome<Preview>> PreviewUndoAsync(SourceKey key, SourceSettings settings, string executedActionId, CancellationToken cancellationToken);

    /// <summary>Takes an executed action back, as an action of its own with its own ledger row, if its rows are still as it left them.</summary>
    Task<WriteOutcome> UndoAsync(SourceKey key, SourceSettings settings, string actionId, string executedActionId, CancellationToken cancellationToken);
}
