using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>A part of a masked question: exactly one of a slot, a word of the closed vocabulary, a name of the catalog or another word.</summary>
/// <param name="Words">Its tokens.</param>
internal sealed record Piece(ImmutableArray<Token> Words)
{
    /// <summary>The value, number or date that was taken out, or null.</summary>
    public Slot? Slot { get; init; }

    /// <summary>What the word of the closed vocabulary asks for, or null.</summary>
    public Cue? Cue { get; init; }

    /// <summary>The columns that the words are the whole name of; empty when they are none.</summary>
    public ImmutableArray<ColumnRef> Columns { get; init; } = [];

    /// <summary>Whether the words are the whole name of a table or column: no other name means the same.</summary>
    public bool IsName { get; init; }

    /// <summary>Whether it only holds the question together.</summary>
    public bool IsFiller => Cue is { Kind: CueKind.Stop or CueKind.Joint };

    public bool IsContent => Slot is null && Cue is null;

    public string Stems => string.Join(' ', Words.Select(word => word.Stem));
}
