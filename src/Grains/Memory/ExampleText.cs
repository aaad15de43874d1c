using System.Text.RegularExpressions;

namespace AgentCluster.Memory;

/// <summary>What an example is found by: its question without the values of its statement, so that the same question about another value lies near it.</summary>
internal static partial class ExampleText
{
    /// <param name="question">The question.</param>
    /// <param name="sql">Its statement.</param>
    /// <returns>The question without the text and number literals of the statement; all of it when nothing would be left.</returns>
    public static string Of(string question, string sql)
    {
        var text = question;
        foreach (var literal in Literals(sql).OrderByDescending(literal => literal.Length))
        {
            var words = string.Join(@"\W+", TextWords.Split(literal).Select(Regex.Escape));
            text = words.Length == 0 ? text : Regex.Replace(text, $@"(?<!\w){words}(?!\w)", " ", RegexOptions.IgnoreCase);
        }

        return text.Any(char.IsLetter) ? text : question;
    }

    private static IEnumerable<string> Literals(string sql) =>
        Literal().Matches(sql).Select(match => match.Groups["text"].Success ? match.Groups["text"].Value : match.Value).Distinct(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex("""'(?<text>(?:[^']|'')*)'|(?<![\w.])\d+(?:\.\d+)?(?![\w.])""")]
    private static partial Regex Literal();
}
