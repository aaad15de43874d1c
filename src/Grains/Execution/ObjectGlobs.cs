using System.Collections.Immutable;

namespace AgentCluster.Execution;

/// <summary>Globs over <c>schema.object</c>: <c>*</c> is any run of characters, <c>?</c> one; letter case does not count.</summary>
public sealed class ObjectGlobs
{
    /// <summary>The ledger of executed actions is the executor's alone, Orleans' tables the cluster's, in whatever source they are met.</summary>
    private static readonly ImmutableArray<string> AlwaysDenied =
    [
        "*.agentcluster_ledger", "agentcluster_ledger.*", "*.orleansquery", "*.orleansstorage", "*.orleansmembershiptable", "*.orleansmembershipversiontable", "*.orleansreminderstable",
    ];

    private readonly ImmutableArray<string> _globs;

    private ObjectGlobs(ImmutableArray<string> globs) => _globs = globs;

    /// <summary>What of a source is neither discovered nor readable, the platform's own rules included.</summary>
    /// <param name="settings">The source.</param>
    public static ObjectGlobs Denied(SourceSettings settings) =>
        new(settings.DeniedObjects.IsDefaultOrEmpty ? AlwaysDenied : [.. AlwaysDenied, .. settings.DeniedObjects]);

    /// <summary>What of a source may be read but never written.</summary>
    /// <param name="settings">The source.</param>
    public static ObjectGlobs ReadOnly(SourceSettings settings) =>
        new(settings.ReadOnlyObjects.IsDefault ? [] : settings.ReadOnlyObjects);

    /// <summary>Whether any glob matches.</summary>
    /// <param name="schema">Schema; <c>main</c> for SQLite.</param>
    /// <param name="name">Table, view or other object.</param>
    public bool Matches(string schema, string name)
    {
        var full = $"{schema}.{name}";
        foreach (var glob in _globs)
        {
            if (IsMatch(glob, full))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The greedy wildcard match with one point of return: linear but for nested stars, never exponential. The framework's
    /// <c>FileSystemName</c> would not do: it takes a backslash for an escape, and here that is a character of a name.
    /// </summary>
    private static bool IsMatch(string glob, string text)
    {
        int g = 0, t = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (g < glob.Length && glob[g] == '*')
            {
                star = g++;
                resume = t;
            }
            else if (g < glob.Length && (glob[g] == '?' || char.ToUpperInvariant(glob[g]) == char.ToUpperInvariant(text[t])))
            {
                g++;
                t++;
            }
            else if (star >= 0)
            {
                g = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        return glob.AsSpan(g).TrimStart('*').IsEmpty;
    }
}
