using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>A question in pieces, its values, numbers and dates taken out.</summary>
/// <param name="Pieces">The pieces in order.</param>
internal sealed record Masked(ImmutableArray<Piece> Pieces)
{
    /// <summary>What carries meaning of its own: names of the catalog and words of no closed class.</summary>
    public ImmutableArray<Piece> Words { get; } = [.. Pieces.Where(piece => piece.IsContent)];

    /// <summary>The words of the closed vocabulary: two questions that differ here ask for different things.</summary>
    public ImmutableArray<Cue> Cues { get; } = [.. Pieces.Where(piece => piece is { Cue: not null, IsFiller: false }).Select(piece => piece.Cue!)];

    /// <summary>What was taken out.</summary>
    public ImmutableArray<Slot> Slots { get; } = [.. Pieces.Where(piece => piece.Slot is not null).Select(piece => piece.Slot!)];

    /// <summary>The words that only hold the question together.</summary>
    public ImmutableHashSet<string> Fillers { get; } = [.. Pieces.Where(piece => piece.IsFiller).Select(piece => piece.Stems)];
}
