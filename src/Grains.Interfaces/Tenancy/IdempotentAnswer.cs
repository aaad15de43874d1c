namespace AgentCluster.Tenancy;

/// <summary>The first answer under an idempotency key, as it went out.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Tenancy.IdempotentAnswer")]
public sealed record IdempotentAnswer
{
    /// <summary>HTTP status code.</summary>
    [Id(0)]
    public required int Status { get; init; }

    /// <summary>Body, UTF-8 JSON.</summary>
    [Id(1)]
    public required string Body { get; init; }

    /// <summary>The <c>Location</c> header, or null.</summary>
    [Id(2)]
    public string? Location { get; init; }
}
