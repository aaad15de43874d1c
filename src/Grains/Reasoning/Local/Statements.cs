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
            else if (match.Groups["escaped"].Success)
                yield return (match.Index, match.Length, Escape().Replace(match.Groups["escaped"].Value, "$1"), true);
            else if (match.Groups["number"].Success)
                yield return (match.Index, match.Length, match.Value, false);
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    // A backslash or a quotation mark before the sign that it stands for (PostgreSQL's E'...').
    [GeneratedRegex("""[\\'](['\\])""")]
    private static partial Regex Escape();

    // No literal of the question: a place for a parameter ($1), and the length of a type in a cast.
    [GeneratedRegex("""\b[eE]'(?<escaped>(?:[^'\\]|\\.|'')*)'|'(?<text>(?:[^']|'')*)'|\$(?<tag>(?:[^\W\d]\w*)?)\$(?<text>.*?)\$\k<tag>\$|"[^"]*"|(?:::|\b[aA][sS]\b)\s*\w+(?:\s+varying)?\s*\([\d\s,]*\)|(?<![\w.$])(?<number>\d+(?:\.\d+)?)(?![\w.])""", RegexOptions.Singleline)]
    private static partial Regex Literal();
}
