namespace AgentCluster.Tenancy;

/// <summary>An API key to be issued.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Tenancy.ApiKeyDraft")]
public sealed record ApiKeyDraft
{
    /// <summary>Most characters of a name.</summary>
    public const int MaxName = 128;

    /// <summary>What it is for, 1 to <see cref="MaxName"/> characters.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>What its bearer may do; at least one role.</summary>
    [Id(1)]
    public required Roles Roles { get; init; }

    /// <summary>When it ceases to be valid, in the future, or null for never.</summary>
    [Id(2)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Id of the key that issues it; <c>local</c> for the person of local mode, <c>cli</c> for the command line.</summary>
    [Id(3)]
    public required string CreatedBy { get; init; }
}
