using System.Text.RegularExpressions;

namespace AgentCluster.Learning;

/// <summary>A question without its values: numbers, and whatever stands as a literal in the statement that answered it.</summary>
internal static partial class QuestionShape
{
    /// <summary>What stands in the place of a value.</summary>
    public const string Hole = "…";

    /// <summary>The question with holes.</summary>
    public static string Of(string question, string? sql)
    {
        var masked = question.Trim();
        foreach (Match literal in Literal().Matches(sql ?? ""))
        {
            var value = literal.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal).Trim('%');
            if (value.Length > 1 && masked.Contains(value, StringComparison.OrdinalIgnoreCase))
            {
                masked = Regex.Replace(masked, $@"(?<![\p{{L}}\d]){Regex.Escape(value)}(?![\p{{L}}\d])", Hole, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
            }
        }

        return Number().Replace(masked, Hole);
    }

    [GeneratedRegex("'((?:[^']|'')*)'")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<![\p{L}\d])\d[\d.,:/-]*(?<![.,:/-])")]
    private static partial Regex Number();
}
