using System.Text.Json.Serialization;

namespace AgentCluster.Client.Http.Resources;

/// <summary>An API key.</summary>
internal sealed record ApiKeyResource
{
    /// <summary>Its middle part, which names it.</summary>
    public required string Id { get; init; }

    /// <summary>The tenant that it speaks for.</summary>
    public required string Tenant { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>What its bearer may do.</summary>
    public required ImmutableArray<string> Roles { get; init; }

    /// <summary><c>valid</c>, <c>revoked</c> or <c>expired</c>.</summary>
    public required CredentialStatus Status { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Id of the key that issued it, <c>local</c> or <c>cli</c>.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was last presented, to the minute, or null.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it ceases to be valid, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The whole key, in the answer that issues it and never again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    /// <summary>Maps a key.</summary>
    public static ApiKeyResource From(ApiKeyView view, DateTimeOffset now) => new()
    {
        Id = view.Id,
        Tenant = view.Tenant,
        Name = view.Name,
        Roles = RoleNames.Of(view.Roles),
        Status = view.StatusAt(now),
        CreatedAt = view.CreatedAt,
        CreatedBy = view.CreatedBy,
        LastUsedAt = view.LastUsedAt,
        ExpiresAt = view.ExpiresAt,
        RevokedAt = view.RevokedAt,
    };

    /// <summary>Maps a key that was issued just now.</summary>
    public static ApiKeyResource From(IssuedApiKey issued, DateTimeOffset now) => From(issued.View, now) with { Key = issued.Key };
}
