namespace AgentCluster.Tenancy;

/// <summary>An API key as shown to people; its secret is shown once, when it is issued.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Tenancy.ApiKeyView")]
public sealed record ApiKeyView
{
    /// <summary>The part of the key that finds it.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>The tenant that it speaks for.</summary>
    [Id(1)]
    public required string Tenant { get; init; }

    /// <summary>What it is for, in its issuer's words.</summary>
    [Id(2)]
    public required string Name { get; init; }

    /// <summary>What its bearer may do.</summary>
    [Id(3)]
    public required Roles Roles { get; init; }

    /// <summary>When it was issued.</summary>
    [Id(4)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Id of the key that issued it; <c>local</c> for the person of local mode, <c>cli</c> for the command line.</summary>
    [Id(5)]
    public required string CreatedBy { get; init; }

    /// <summary>When it was last presented, to the minute, or null.</summary>
    [Id(6)]
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it ceases to be valid, or null.</summary>
    [Id(7)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    [Id(8)]
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Whether it is valid.</summary>
    /// <param name="now">At which instant.</param>
    public CredentialStatus StatusAt(DateTimeOffset now) =>
        RevokedAt is not null ? CredentialStatus.Revoked
        : ExpiresAt <= now ? CredentialStatus.Expired
        : CredentialStatus.Valid;
}
