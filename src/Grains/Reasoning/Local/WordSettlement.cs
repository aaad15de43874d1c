using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>Decides what to believe of the evidence about words.</summary>
internal static class WordSettlement
{
    private const int LeastExamples = 2;

    /// <param name="evidence">Evidence with the id of the example it comes from.</param>
    /// <returns>Meanings that at least two examples agree on and nothing contradicts, with their examples.</returns>
    public static IEnumerable<(string Word, string Meaning, ImmutableArray<string> Examples)> Settle(IEnumerable<(WordEvidence Word, string Example)> evidence)
    {
        foreach (var word in evidence.GroupBy(item => item.Word.Word, StringComparer.OrdinalIgnoreCase))
        {
            var meanings = word.GroupBy(item => item.Word.Meaning, item => item.Example, StringComparer.OrdinalIgnoreCase)
                .Select(group => (Meaning: group.Key, Examples: group.Distinct(StringComparer.Ordinal).ToImmutableArray())).ToList();
            var silent = meanings.Find(meaning => meaning.Meaning == SynonymMap.Nothing);
            foreach (var (meaning, examples) in meanings.Where(meaning => meaning.Examples.Length >= LeastExamples))
            {
                // A word that stands for something in other examples than those where it seems to stand for nothing does carry meaning.
                var against = meaning == SynonymMap.Nothing
                    ? word.Where(item => !examples.Contains(item.Example)).Select(item => item.Example).Distinct().Count()
                    : silent.Examples.IsDefault ? 0 : silent.Examples.Count(example => !examples.Contains(example));
                if (examples.Length > against)
                    yield return (word.Key, meaning, examples);
            }
        }
    }
}
