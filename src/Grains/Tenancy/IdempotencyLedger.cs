namespace AgentCluster.Tenancy;

/// <summary>
/// Decides over one key. That a request runs is known only to the activation that let it run: when the process dies the row
/// stays without an answer, and the next activation lets the repetition run.
/// </summary>
internal sealed class IdempotencyLedger(IdempotencyStore store, TimeProvider time, string tenant, string key)
{
    /// <summary>A gateway that has not answered for longer than any request may take has died.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    private (string Claim, DateTimeOffset Since)? _running;

    public async Task<IdempotencyClaim> BeginAsync(string fingerprint, string claim, CancellationToken cancellationToken)
    {
        var row = await store.ClaimAsync(tenant, key, fingerprint, cancellationToken);
        var verdict = Decide(row, fingerprint, claim);
        if (verdict == IdempotencyVerdict.Run)
        {
            _running = (claim, time.GetUtcNow());
        }

        return new()
        {
            Verdict = verdict,
            Answer = verdict == IdempotencyVerdict.Replay ? row.Answer : null,
            ClaimedAt = row.ClaimedAt,
        };
    }

    public async Task CompleteAsync(string claim, IdempotentAnswer answer, CancellationToken cancellationToken)
    {
        await store.AnswerAsync(tenant, key, answer, cancellationToken);
        Forget(claim);
    }

    public async Task ReleaseAsync(string claim, CancellationToken cancellationToken)
    {
        if (_running is { } running && running.Claim != claim)
        {
            return;
        }

        // Before the row: a database that is away must not keep the repetition waiting for the end of the lease.
        Forget(claim);
        await store.ReleaseAsync(tenant, key, cancellationToken);
    }

    private void Forget(string claim)
    {
        if (_running?.Claim == claim)
        {
            _running = null;
        }
    }

    private IdempotencyVerdict Decide(IdempotencyRow row, string fingerprint, string claim) =>
        row.Fingerprint != fingerprint ? IdempotencyVerdict.OtherRequest
        : row.Answer is not null ? IdempotencyVerdict.Replay
        : _running is { } running && running.Claim != claim && time.GetUtcNow() - running.Since < Lease ? IdempotencyVerdict.InProgress
        : IdempotencyVerdict.Run;
}
