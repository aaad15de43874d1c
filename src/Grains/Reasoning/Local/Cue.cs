using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>The meaning of a word or phrase of the closed vocabulary.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Argument">The function, operator or unit; empty when the kind has none.</param>
/// <param name="Descending">For a superlative: whether the largest comes first.</param>
/// <param name="Dimensions">For adjectives: words that columns measuring it are called by, likeliest first.</param>
internal sealed record Cue(CueKind Kind, string Argument = "", bool Descending = true, ImmutableArray<string> Dimensions = default)
{
    /// <summary>Whether it counts only where a column is called by one of its dimensions.</summary>
    public bool NeedsColumn { get; init; }

    public ImmutableArray<string> Words => Dimensions.IsDefault ? [] : Dimensions;
}
