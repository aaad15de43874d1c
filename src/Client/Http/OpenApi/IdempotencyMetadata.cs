namespace AgentCluster.Client.Http.OpenApi;

/// <summary>Marks endpoints that honour an <c>Idempotency-Key</c>.</summary>
internal sealed class IdempotencyMetadata
{
    private IdempotencyMetadata()
    {
    }

    /// <summary>The mark.</summary>
    public static IdempotencyMetadata Instance { get; } = new();
}
