namespace AgentCluster.Tenancy;

/// <summary>One <c>Idempotency-Key</c> of one tenant, kept for 24 hours; grain key <c>tenant/key</c>.</summary>
[Repeatable, Alias("AgentCluster.Tenancy.IIdempotencyGrain")]
public interface IIdempotencyGrain : IGrainWithStringKey
{
    /// <summary>Claims the key for a request, or tells what stands under it.</summary>
    /// <param name="fingerprint">SHA-256 over method, path and body, hexadecimal.</param>
    /// <param name="claim">Names the attempt to run the request: the holder of a claim may ask for it again.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether to run the request, replay an answer, or refuse.</returns>
    [Alias("BeginAsync")]
    Task<IdempotencyClaim> BeginAsync(string fingerprint, string claim, CancellationToken cancellationToken = default);

    /// <summary>Stores the answer durably, so that the next <see cref="BeginAsync"/> replays it.</summary>
    /// <param name="claim">The claim under which the request ran.</param>
    /// <param name="answer">The answer; the first that is stored stands.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("CompleteAsync")]
    Task CompleteAsync(string claim, IdempotentAnswer answer, CancellationToken cancellationToken = default);

    /// <summary>Gives the claim back after a request that decided nothing (a validation error, a fault).</summary>
    /// <param name="claim">The claim under which it ran; the claim of another stays.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("ReleaseAsync")]
    Task ReleaseAsync(string claim, CancellationToken cancellationToken = default);
}
