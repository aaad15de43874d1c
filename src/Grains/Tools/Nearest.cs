namespace AgentCluster.Tools;

/// <summary>Names that somebody may have meant.</summary>
internal static class Nearest
{
    private const int MostNames = 3;

    /// <summary><c>; did you mean x or y?</c> without the question mark, or nothing when no name is near.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        var near = Of(name, known);
        return near.Count == 0 ? "" : $"; did you mean {string.Join(" or ", near)}";
    }

    /// <summary>The nearest of the known names, best first.</summary>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> known)
    {
        if (name.Length > 100)
        {
            return [];
        }

        var wanted = name.ToLowerInvariant();
        return
        [
            .. known.Select(candidate => (Name: candidate, Distance: Distance(wanted, candidate.ToLowerInvariant())))
                .Where(pair => pair.Distance <= Math.Max(1, Math.Min(wanted.Length, pair.Name.Length) / 3) || IsPart(wanted, pair.Name))
                .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Name, StringComparer.Ordinal)
                .Take(MostNames).Select(pair => pair.Name),
        ];
    }

    private static bool IsPart(string wanted, string candidate) => wanted.Length >= 4 && candidate.Contains(wanted, StringComparison.OrdinalIgnoreCase);

    /// <summary>V. I. Levenshtein, Binary codes capable of correcting deletions, insertions and reversals, 1966.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
            }
        }

        return row[b.Length];
    }
}
