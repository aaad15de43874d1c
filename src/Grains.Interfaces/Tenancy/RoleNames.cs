using System.Collections.Immutable;

namespace AgentCluster.Tenancy;

/// <summary>Roles as they are written in requests, answers and on the command line.</summary>
public static class RoleNames
{
    private static readonly ImmutableArray<(string Name, Roles Role)> Known =
        [("ask", Roles.Ask), ("approve", Roles.Approve), ("operate", Roles.Operate), ("admin", Roles.Admin)];

    /// <summary>Every name, separated by commas.</summary>
    public static string Listed { get; } = string.Join(", ", Known.Select(known => known.Name));

    /// <summary>Names of the roles of a set.</summary>
    /// <param name="roles">The set.</param>
    public static ImmutableArray<string> Of(Roles roles) => [.. Known.Where(known => roles.HasFlag(known.Role)).Select(known => known.Name)];

    /// <summary>The set that names stand for; false when there is none, or one is not a role's.</summary>
    /// <param name="names">Names, in any order.</param>
    /// <param name="roles">The set.</param>
    public static bool TryParse(IEnumerable<string?> names, out Roles roles)
    {
        roles = Roles.None;
        foreach (var name in names)
        {
            var role = Known.FirstOrDefault(known => known.Name == name).Role;
            if (role == Roles.None)
            {
                return false;
            }

            roles |= role;
        }

        return roles != Roles.None;
    }
}
