namespace AgentCluster.Tenancy;

/// <summary>What an API key must be like to be issued.</summary>
internal static class ApiKeyRules
{
    /// <summary>The field at fault, or null.</summary>
    public static Problem? Check(ApiKeyDraft draft, DateTimeOffset now) =>
        string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Length > ApiKeyDraft.MaxName || draft.Name.Any(char.IsControl)
            ? Problem.Invalid("name", $"'name' must say in 1 to {ApiKeyDraft.MaxName} characters what the key is for.")
        : draft.Roles == Roles.None || (draft.Roles & ~Roles.All) != 0
            ? Problem.Invalid("roles", $"'roles' must name at least one of: {RoleNames.Listed}.")
        : draft.ExpiresAt <= now
            ? Problem.Invalid("expiresAt", "'expiresAt' must lie in the future; leave it out for a key that does not expire.")
        : null;
}
