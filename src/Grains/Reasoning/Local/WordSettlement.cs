using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>Decides what to believe of the evidence about words.</summary>
internal static class WordSettlement
{
    private const int LeastExamples = 2;

    /// <param name="evidence">Evidence with the example it comes from.</param>
    /// <returns>Meanings that at least two questions, or a correction, agree on and that more examples show than contradict.</returns>
    public static ImmutableArray<LearnedWord> Settle(IReadOnlyCollection<(WordEvidence Word, TaughtExample Example)> evidence)
    {
        var words = evidence.GroupBy(item => item.Word.Word, StringComparer.OrdinalIgnoreCase).SelectMany(word => Settle(word.Key, [.. word])).ToList();
        return [.. words.Where(word => !words.Any(other => Repeats(word, other)))];
    }

    private static IEnumerable<LearnedWord> Settle(string word, IReadOnlyCollection<(WordEvidence Word, TaughtExample Example)> evidence)
    {
        var meanings = evidence.GroupBy(item => item.Word.Meaning, item => item.Example, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.DistinctBy(example => example.Question.ToLowerInvariant()).ToImmutableArray(), StringComparer.OrdinalIgnoreCase);
        foreach (var (meaning, examples) in meanings)
        {
            var against = meanings.Where(other => IsAgainst(meaning, other.Key)).SelectMany(other => other.Value).Except(examples).Count();
            if (examples.Length > against && (examples.Length >= LeastExamples || examples.Any(example => example.IsCorrection)))
                yield return new(word.ToLowerInvariant(), meaning, examples);
        }
    }

    // A word may stand for different things of different tables; standing for nothing contradicts standing for anything.
    private static bool IsAgainst(string meaning, string other) => meaning == SynonymMap.Nothing != (other == SynonymMap.Nothing);

    // "major" that is known says all that "major cities" could say of the same.
    private static bool Repeats(LearnedWord word, LearnedWord shorter) =>
        word.Word.Length > shorter.Word.Length && word.Meaning == shorter.Meaning && word.Word.Split(' ').Contains(shorter.Word);
}
