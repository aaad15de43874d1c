using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>One way of understanding a question.</summary>
internal sealed record Reading
{
    public required Query Query { get; init; }

    /// <summary>The statement, once written.</summary>
    public string Sql { get; init; } = "";

    /// <summary>The spans with the mention this reading takes for each; null for a span it could not place.</summary>
    public required ImmutableArray<(LinkedSpan Span, Mention? Chosen)> Links { get; init; }

    /// <summary>Doubts met while composing, each with a factor on the confidence.</summary>
    public required ImmutableArray<Doubt> Doubts { get; init; }

    /// <summary>Doubts about the whole; they weigh on the confidence and not on the order of readings.</summary>
    public required ImmutableArray<Doubt> Cautions { get; init; }

    /// <summary>Orders readings of the same question; larger is better.</summary>
    public required double Score { get; init; }
}
