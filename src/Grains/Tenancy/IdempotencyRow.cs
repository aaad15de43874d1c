namespace AgentCluster.Tenancy;

/// <summary>A claimed key as stored.</summary>
/// <param name="Fingerprint">SHA-256 of the request that claimed it, hexadecimal.</param>
/// <param name="ClaimedAt">When it was first claimed.</param>
/// <param name="Answer">The answer, or null while there is none.</param>
internal sealed record IdempotencyRow(string Fingerprint, DateTimeOffset ClaimedAt, IdempotentAnswer? Answer);
