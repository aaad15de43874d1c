using System.Text.Json.Serialization;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>An API key to be issued.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiKeyBody : IRequestBody
{
    /// <summary>What it is for, 1 to 128 characters.</summary>
    public string? Name { get; init; }

    /// <summary>What its bearer may do: <c>ask</c>, <c>approve</c>, <c>operate</c>, <c>admin</c>; none implies another.</summary>
    public IReadOnlyList<string?>? Roles { get; init; }

    /// <summary>When it ceases to be valid, ISO 8601, or null for never.</summary>
    public string? ExpiresAt { get; init; }

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            errors.Add("name", "'name' must say what the key is for.");
        }

        Texts.Optional(errors, "name", Name, ApiKeyDraft.MaxName);
        if (!RoleNames.TryParse(Roles ?? [], out _))
        {
            errors.Add("roles", $"'roles' must be a list of at least one of: {RoleNames.Listed}.");
        }

        if (ExpiresAt is not null && !Instants.TryParse(ExpiresAt, out _))
        {
            errors.Add("expiresAt", "'expiresAt' must be an instant in ISO 8601, such as 2026-01-31T08:00:00Z.");
        }
    }

    /// <summary>The key for the cluster.</summary>
    public ApiKeyDraft ToDraft(Caller issuer) => new()
    {
        Name = Name!,
        Roles = RoleNames.TryParse(Roles ?? [], out var roles) ? roles : Tenancy.Roles.None,
        ExpiresAt = ExpiresAt is not null && Instants.TryParse(ExpiresAt, out var at) ? at : null,
        CreatedBy = issuer.Id,
    };
}
