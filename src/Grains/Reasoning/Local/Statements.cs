using System.Text.RegularExpressions;

namespace AgentCluster.Reasoning.Local;

/// <summary>Text of statements: comparison and literals.</summary>
internal static partial class Statements
{
    /// <summary>The statement with blanks made one and without a closing semicolon, for comparison.</summary>
    public static string Normalise(string sql) => Blanks().Replace(sql.Trim().TrimEnd(';'), " ").ToLowerInvariant();

    /// <summary>The text and number literals, in order, with their places.</summary>
    public static IEnumerable<(int Start, int Length, string Value, bool IsText)> Literals(string sql)
    {
        foreach (Match match in Literal().Matches(sql))
        {
            if (match.Groups["text"].Success)
                yield return (match.Index, match.Length, match.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal), true);
            else if (match.Groups["number"].Success)
                yield return (match.Index, match.Length, match.Value, false);
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("""'(?<text>(?:[^']|'')*)'|"[^"]*"|(?<![\w.])(?<number>\d+(?:\.\d+)?)(?![\w.])""")]
    private static partial Regex Literal();
}
