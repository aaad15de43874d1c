namespace AgentCluster.Tenancy;

/// <summary>
/// Decides over one key. That a request runs is known only to the activation that let it run: when the process dies the row
/// stays without an answer, and the next activation lets the repetition run.
/// </summary>
internal sealed class IdempotencyLedger(IdempotencyStore store, TimeProvider time, string tenant, string key)
{
    /// <summary>A gateway that has not answered for longer than any request may take has died.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    private DateTimeOffset? _runningSince;

    public async Task<IdempotencyClaim> BeginAsync(string fingerprint, CancellationToken cancellationToken)
    {
        var row = await store.ClaimAsync(tenant, key, fingerprint, cancellationToken);
        var verdict = Decide(row, fingerprint);
        if (verdict == IdempotencyVerdict.Run)
        {
            _runningSince = time.GetUtcNow();
        }

        return new()
        {
            Verdict = verdict,
            Answer = verdict == IdempotencyVerdict.Replay ? row.Answer : null,
            ClaimedAt = row.ClaimedAt,
        };
    }

    public async Task CompleteAsync(IdempotentAnswer answer, CancellationToken cancellationToken)
    {
        await store.AnswerAsync(tenant, key, answer, cancellationToken);
        _runningSince = null;
    }

    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await store.ReleaseAsync(tenant, key, cancellationToken);
        _runningSince = null;
    }

    private IdempotencyVerdict Decide(IdempotencyRow row, string fingerprint) =>
        row.Fingerprint != fingerprint ? IdempotencyVerdict.OtherRequest
        : row.Answer is not null ? IdempotencyVerdict.Replay
        : _runningSince is { } since && time.GetUtcNow() - since < Lease ? IdempotencyVerdict.InProgress
        : IdempotencyVerdict.Run;
}
