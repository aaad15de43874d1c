using System.Text.RegularExpressions;

namespace AgentCluster.Benchmarks.Learning;

/// <summary>A statement without its literals, its aliases numbered in order: equal for statements that differ in values and names of aliases only.</summary>
internal static partial class StatementShape
{
    public static string Of(string sql)
    {
        var shape = Literal().Replace(sql.ToLowerInvariant(), "?");
        var aliases = Alias().Matches(shape).Select(match => match.Groups["alias"].Value).Distinct(StringComparer.Ordinal).ToList();
        for (var i = 0; i < aliases.Count; i++)
            shape = Regex.Replace(shape, $@"\b{Regex.Escape(aliases[i])}\b", $"alias{i}");
        return Blank().Replace(shape, "");
    }

    [GeneratedRegex("""'(?:[^']|'')*'|"[^"]*"(?=\s*(?:and\b|or\b|\)|,|;|$))|(?<![\w.])\d+(?:\.\d+)?(?!\w)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\bas\s+(?<alias>\w+)")]
    private static partial Regex Alias();

    [GeneratedRegex(@"[\s;]+")]
    private static partial Regex Blank();
}
