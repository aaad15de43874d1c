using System.Collections.Immutable;

namespace AgentCluster.Discovery;

/// <summary>What the rows of a table did lately, by the column that says when a row came to be.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.DataPattern")]
public sealed record DataPattern
{
    /// <summary>The time column.</summary>
    [Id(0)]
    public required string Column { get; init; }

    /// <summary>The period that suits the table's rate.</summary>
    [Id(1)]
    public required PatternPeriod Period { get; init; }

    /// <summary>Rows a period, oldest first and without holes, up to the period of the last arrival, which may still be under way.</summary>
    [Id(2)]
    public required ImmutableArray<PeriodVolume> Volumes { get; init; }

    /// <summary>Rows in a typical whole period: the median of the latest ones.</summary>
    [Id(3)]
    public required double Typical { get; init; }

    /// <summary>Time of the newest row as the source spells it.</summary>
    [Id(4)]
    public required string LastArrival { get; init; }

    /// <summary>The trend of the whole periods.</summary>
    [Id(5)]
    public required DataTrend Trend { get; init; }

    /// <summary>Set when rows stay away longer than ever before, or null.</summary>
    [Id(6)]
    public DataSilence? Silence { get; init; }

    /// <summary>Values of category columns first seen in the latest periods.</summary>
    [Id(7)]
    public ImmutableArray<NewValue> NewValues { get; init; } = [];

    /// <summary>The pattern in one plain sentence.</summary>
    [Id(8)]
    public required string Sentence { get; init; }
}
