using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>A value, number or span of days in a question.</summary>
/// <param name="Text">As written.</param>
/// <param name="Hits">For a value: where it is stored.</param>
/// <param name="Number">For a number: its amount.</param>
/// <param name="Span">For a date: its days.</param>
internal sealed record Slot(string Text, ImmutableArray<ValueHit> Hits, decimal? Number, DateSpan? Span)
{
    public string Kind => Span is not null ? "date" : Number is not null ? "number" : "value";
}
