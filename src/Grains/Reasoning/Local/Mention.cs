using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>What some words of a question may stand for.</summary>
/// <param name="Score">How surely, 0 to 1.</param>
/// <param name="Why">What the link rests on: <c>name</c>, <c>value</c>, <c>meaning</c>, <c>learned</c>, <c>word</c>.</param>
internal abstract record Mention(double Score, string Why)
{
    /// <summary>Memory the link rests on, or null.</summary>
    public string? MemoryId { get; init; }

    /// <summary>Cosine of the words when the link rests on meaning.</summary>
    public double Similarity { get; init; }
}

internal sealed record TableMention(CatalogTable Table, double Score, string Why) : Mention(Score, Why)
{
    /// <summary>The reference that carries the name, or null when it is the table's own.</summary>
    public JoinHop? Via { get; init; }
}

internal sealed record ColumnMention(ColumnRef Column, double Score, string Why) : Mention(Score, Why);

/// <summary>A function together with its column: "total amount".</summary>
internal sealed record AggregateMention(string Function, ColumnRef Column, double Score) : Mention(Score, "name");

internal sealed record ValueMention(ColumnRef Column, string Value, double Score, string Why) : Mention(Score, Why);

/// <summary>A learned word for a comparison: "large" for more than so many.</summary>
internal sealed record ConditionMention(ColumnRef Column, string Operator, decimal Number) : Mention(0.99, "learned");

internal sealed record FlagMention(ColumnRef Column, bool Set, double Score) : Mention(Score, "name");

internal sealed record NumberMention(decimal Number) : Mention(1, "word");

internal sealed record DateMention(DateSpan Span) : Mention(1, "word");

internal sealed record CueMention(Cue Cue) : Mention(1, "word");
