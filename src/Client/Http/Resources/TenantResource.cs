using System.Text.Json.Serialization;

namespace AgentCluster.Client.Http.Resources;

/// <summary>A tenant.</summary>
internal sealed record TenantResource
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>When it was first opened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was closed, or null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Its first key, with the role admin alone, in the answer that opens it and never again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ApiKeyResource? AdminKey { get; init; }

    /// <summary>Maps a tenant.</summary>
    public static TenantResource From(TenantView view) => new() { Name = view.Name, CreatedAt = view.CreatedAt, ClosedAt = view.ClosedAt };
}
