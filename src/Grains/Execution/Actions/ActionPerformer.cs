using AgentCluster.Execution.Writing;

namespace AgentCluster.Execution.Actions;

/// <summary>Has the effect of an action that was let through and durably begun. Whatever is begun is brought to its end.</summary>
internal sealed class ActionPerformer(SourceRegistry registry, SourceWriters writers, ActionEffects effects, TimeProvider time)
{
    /// <summary>Has the effect, once however often it is called: a source's ledger, or the effect's own key, sees to it.</summary>
    /// <returns>The row as it stands then; unchanged when nobody can tell yet.</returns>
    public async Task<ActionRow> PerformAsync(ActionKey key, ActionRow row)
    {
        var started = time.GetTimestamp();
        if (row.Proposal.Effect is ActionEffect.Statement or ActionEffect.Undo)
        {
            var written = await WriteAsync(key, row);
            return row.End(written, time.GetElapsedTime(started), time.GetUtcNow());
        }

        var done = await effects.DoAsync(key, row);
        return row.End(done, time.GetElapsedTime(started), time.GetUtcNow());
    }

    /// <summary>What the source's ledger says of an action that was begun.</summary>
    /// <returns>The entry, null when it was not done, or why the ledger cannot tell.</returns>
    public async Task<Outcome<LedgerEntry?>> LedgerAsync(ActionKey key, ActionRow row, CancellationToken cancellationToken)
    {
        var source = new SourceKey(key.Tenant, row.Proposal.Source);
        var settings = await registry.FindAsync(source, cancellationToken);
        return settings.Succeeded ? await writers.For(settings.Value.Provider).FindAsync(source, settings.Value, key.Id, cancellationToken) : settings.Problem;
    }

    private async Task<WriteOutcome> WriteAsync(ActionKey key, ActionRow row)
    {
        var (proposal, source) = (row.Proposal, new SourceKey(key.Tenant, row.Proposal.Source));
        var settings = await registry.FindAsync(source, CancellationToken.None);
        if (!settings.Succeeded)
        {
            return new(WriteStatus.Failed, Problem: settings.Problem);
        }

        var writer = writers.For(settings.Value.Provider);
        return proposal.Effect == ActionEffect.Undo
            ? await writer.UndoAsync(source, settings.Value, key.Id, UndoArguments.Read(proposal), CancellationToken.None)
            : await writer.ExecuteAsync(source, settings.Value, Request(key, row), CancellationToken.None);
    }

    private static WriteRequest Request(ActionKey key, ActionRow row) => new()
    {
        ActionId = key.Id,
        Sql = row.Proposal.Sql!,
        Parameters = row.Proposal.Parameters,
        ExpectedRows = row.Preview is { IsExact: true } counted ? counted.RowsAffected : null,
        Fingerprint = row.Preview?.Fingerprint,
        RowsDigest = row.Preview?.RowsDigest,
        BoundResults = row.Preview?.BoundResults,
        Verdict = row.Verdict!.Value,
    };
}
