namespace AgentCluster.Tenancy;

/// <summary>One <c>Idempotency-Key</c> of one tenant.</summary>
internal sealed class IdempotencyGrain : Grain, IIdempotencyGrain
{
    private readonly IdempotencyLedger _ledger;

    public IdempotencyGrain(IdempotencyStore store, TimeProvider time)
    {
        var (tenant, key) = Split(this.GetPrimaryKeyString());
        _ledger = new(store, time, tenant, key);
    }

    /// <inheritdoc />
    public Task<IdempotencyClaim> BeginAsync(string fingerprint, string claim, CancellationToken cancellationToken = default) =>
        _ledger.BeginAsync(fingerprint, claim, cancellationToken);

    /// <inheritdoc />
    public Task CompleteAsync(string claim, IdempotentAnswer answer, CancellationToken cancellationToken = default) =>
        _ledger.CompleteAsync(claim, answer, cancellationToken);

    /// <inheritdoc />
    public Task ReleaseAsync(string claim, CancellationToken cancellationToken = default) => _ledger.ReleaseAsync(claim, cancellationToken);

    private static (string Tenant, string Key) Split(string grainKey)
    {
        var slash = grainKey.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? (grainKey[..slash], grainKey[(slash + 1)..]) : throw new FormatException($"'{grainKey}' is not tenant/key.");
    }
}
