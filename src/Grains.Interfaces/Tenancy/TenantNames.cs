using System.Text.RegularExpressions;

namespace AgentCluster.Tenancy;

/// <summary>Names of tenants.</summary>
public static partial class TenantNames
{
    /// <summary>The operator's tenant: the only one of local mode, and the one whose admins open and close others. It cannot be closed.</summary>
    public const string Local = "local";

    /// <summary>What <see cref="IsOne"/> asks for, for a person.</summary>
    public const string Rule = "A tenant's name has 1 to 63 characters of a-z, 0-9 and '-', and does not begin with '-'.";

    /// <summary>Whether a text can be a tenant's name. No name has a '/': grain keys are <c>tenant/id</c>.</summary>
    /// <param name="name">The text.</param>
    public static bool IsOne(string? name) => name is not null && Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex Pattern();
}
