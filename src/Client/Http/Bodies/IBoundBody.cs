namespace AgentCluster.Client.Http.Bodies;

/// <summary>A body that was read, whatever its type.</summary>
internal interface IBoundBody
{
    /// <summary>Why it cannot be used, or null.</summary>
    ProblemAnswer? Refusal { get; }

    /// <summary>SHA-256 of its bytes when the request carries an idempotency key, otherwise empty.</summary>
    ReadOnlyMemory<byte> Digest { get; }
}
