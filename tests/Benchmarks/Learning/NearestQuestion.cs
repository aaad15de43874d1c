using System.Text.RegularExpressions;
using AgentCluster.TestKit;

namespace AgentCluster.Benchmarks.Learning;

/// <summary>
/// The baseline of learning from examples: the taught question that shares most words, its statement's text literals exchanged for the
/// words that only the question asked has.
/// </summary>
internal static partial class NearestQuestion
{
    public static string Share(QuestionSet set, IReadOnlyList<GoldQuestion> taught, GoldAnswers gold)
    {
        var known = taught.Select(question => (Question: question, Words: Words(question.Question))).ToList();
        return Score.Share(set.Test.Count(question => known.Count > 0 && gold.Same(question.Sql, Answer(question, known))), set.Test.Count);
    }

    private static string Answer(GoldQuestion asked, List<(GoldQuestion Question, List<string> Words)> known)
    {
        var words = Words(asked.Question);
        var (nearest, nearestWords) = known.MaxBy(item => 2d * words.Intersect(item.Words).Count() / (words.Count + item.Words.Count));
        var own = string.Join(' ', words.Where(word => !nearestWords.Contains(word)));
        return own.Length == 0 ? nearest.Sql : Literal().Replace(
            nearest.Sql, literal => Words(literal.Value).TrueForAll(words.Contains) ? literal.Value : $"'{own.Replace("'", "''", StringComparison.Ordinal)}'");
    }

    private static List<string> Words(string text) => [.. Word().Matches(text.ToLowerInvariant()).Select(match => match.Value)];

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("'(?:[^']|'')*'")]
    private static partial Regex Literal();
}
