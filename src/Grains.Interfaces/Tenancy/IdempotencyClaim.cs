namespace AgentCluster.Tenancy;

/// <summary>What stands under an idempotency key.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Tenancy.IdempotencyClaim")]
public sealed record IdempotencyClaim
{
    /// <summary>What to do with the request.</summary>
    [Id(0)]
    public required IdempotencyVerdict Verdict { get; init; }

    /// <summary>The stored answer when <see cref="Verdict"/> is <see cref="IdempotencyVerdict.Replay"/>.</summary>
    [Id(1)]
    public IdempotentAnswer? Answer { get; init; }

    /// <summary>
    /// When the key was first claimed; the same for every repetition within its 24 hours, so that ids derived from it are too.
    /// </summary>
    [Id(2)]
    public DateTimeOffset ClaimedAt { get; init; }
}
