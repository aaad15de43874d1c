using AgentCluster.Discovery;

namespace AgentCluster.Client.Http.Resources;

/// <summary>What the rows of a table did lately.</summary>
internal sealed record DataPatternResource
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The column that says when a row came to be.</summary>
    public required string Column { get; init; }

    /// <summary>The period that rows are counted by.</summary>
    public required PatternPeriod Period { get; init; }

    /// <summary>Rows a period, oldest first and without holes; the last one may still be under way.</summary>
    public required ImmutableArray<PeriodVolume> Volumes { get; init; }

    /// <summary>Rows in a typical whole period.</summary>
    public required double Typical { get; init; }

    /// <summary>Time of the newest row as the source spells it.</summary>
    public required string LastArrival { get; init; }

    /// <summary>The trend of the whole periods.</summary>
    public required DataTrend Trend { get; init; }

    /// <summary>Set when rows stay away longer than ever before.</summary>
    public DataSilence? Silence { get; init; }

    /// <summary>Values of category columns first seen lately.</summary>
    public required ImmutableArray<NewValue> NewValues { get; init; }

    /// <summary>When the source was read.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The pattern in one plain sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>The patterns of a catalog, in the order of its tables.</summary>
    public static IReadOnlyList<DataPatternResource> From(Catalog catalog) =>
        [.. catalog.Tables.Where(table => table.Recent is not null).Select(table => From(catalog, table, table.Recent!))];

    private static DataPatternResource From(Catalog catalog, CatalogTable table, DataPattern pattern) => new()
    {
        Table = table.Identifier,
        Column = pattern.Column,
        Period = pattern.Period,
        Volumes = pattern.Volumes,
        Typical = pattern.Typical,
        LastArrival = pattern.LastArrival,
        Trend = pattern.Trend,
        Silence = pattern.Silence,
        NewValues = pattern.NewValues,
        AsOf = catalog.DiscoveredAt,
        Sentence = pattern.Sentence,
    };
}
