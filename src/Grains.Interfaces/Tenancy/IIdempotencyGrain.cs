namespace AgentCluster.Tenancy;

/// <summary>One <c>Idempotency-Key</c> of one tenant, kept for 24 hours; grain key <c>tenant/key</c>.</summary>
[Alias("AgentCluster.Tenancy.IIdempotencyGrain")]
public interface IIdempotencyGrain : IGrainWithStringKey
{
    /// <summary>Claims the key for a request, or tells what stands under it.</summary>
    /// <param name="fingerprint">SHA-256 over method, path and body, hexadecimal.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether to run the request, replay an answer, or refuse.</returns>
    [Alias("BeginAsync")]
    Task<IdempotencyClaim> BeginAsync(string fingerprint, CancellationToken cancellationToken = default);

    /// <summary>Stores the answer durably, so that the next <see cref="BeginAsync"/> replays it.</summary>
    /// <param name="answer">The first answer.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("CompleteAsync")]
    Task CompleteAsync(IdempotentAnswer answer, CancellationToken cancellationToken = default);

    /// <summary>Gives the claim back after a request that decided nothing (a validation error, a fault).</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("ReleaseAsync")]
    Task ReleaseAsync(CancellationToken cancellationToken = default);
}
