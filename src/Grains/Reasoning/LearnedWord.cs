using System.Collections.Immutable;

namespace AgentCluster.Reasoning;

/// <summary>What a word of the askers stands for.</summary>
/// <param name="Word">The word or words, in lower case.</param>
/// <param name="Meaning">A table, a column <c>table.column</c>, a condition on one, or that it stands for nothing.</param>
/// <param name="Examples">The examples that show it.</param>
public sealed record LearnedWord(string Word, string Meaning, ImmutableArray<TaughtExample> Examples)
{
    /// <summary>Whether a person's correction is among them.</summary>
    public bool IsCorrected => Examples.Any(example => example.IsCorrection);
}
