using System.Collections.Immutable;

namespace AgentCluster.Discovery;

/// <summary>What the data of a column looks like.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.ColumnProfile")]
public sealed record ColumnProfile
{
    /// <summary>Rows that were looked at; less than the table's rows when it was sampled.</summary>
    [Id(0)]
    public long SampledRows { get; init; }

    /// <summary>How many of them are null.</summary>
    [Id(1)]
    public long Nulls { get; init; }

    /// <summary>How many different values they have, nulls not counted.</summary>
    [Id(2)]
    public long Distinct { get; init; }

    /// <summary>Smallest value as text (numbers and dates only, also numbers written in a text column), or null.</summary>
    [Id(3)]
    public string? Min { get; init; }

    /// <summary>Largest value as text (numbers and dates only, also numbers written in a text column), or null.</summary>
    [Id(4)]
    public string? Max { get; init; }

    /// <summary>Every value, most frequent first, when there are few of them (a value set); otherwise empty.</summary>
    [Id(5)]
    public ImmutableArray<ValueCount> Values { get; init; } = [];

    /// <summary>Values of a text column that has too many for a value set but few enough to recognise in questions (names, titles); otherwise empty.</summary>
    [Id(6)]
    public ImmutableArray<string> Samples { get; init; } = [];
}
