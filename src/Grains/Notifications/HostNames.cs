using System.Text.RegularExpressions;

namespace AgentCluster.Notifications;

/// <summary>Names of hosts (RFC 1123): never an address, in whatever notation.</summary>
internal static partial class HostNames
{
    private const string Wildcard = "*.";

    /// <summary>Whether it is a full name in ASCII. The last label begins with a letter, as no notation of an IPv4 address does.</summary>
    public static bool IsOne(string host) => host.Length <= 253 && Pattern().IsMatch(host);

    /// <summary>Whether it is a name, or <c>*.</c> before one.</summary>
    public static bool IsRule(string rule) => IsOne(rule.StartsWith(Wildcard, StringComparison.Ordinal) ? rule[Wildcard.Length..] : rule);

    /// <summary>Whether a name is the one that a rule gives, or below it.</summary>
    public static bool Matches(string rule, string host) => rule.StartsWith(Wildcard, StringComparison.Ordinal)
        ? host.Length >= rule.Length && host.EndsWith(rule[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(rule, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
