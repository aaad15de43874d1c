using AgentCluster.Discovery;

namespace AgentCluster.Client.Http.Resources;

/// <summary>A table or view in a list.</summary>
internal record TableResource
{
    /// <summary>Schema; <c>main</c> in SQLite.</summary>
    public required string Schema { get; init; }

    /// <summary>Name as the engine spells it.</summary>
    public required string Name { get; init; }

    /// <summary><c>table</c>, <c>view</c>, <c>materializedView</c>, <c>foreignTable</c> or <c>partitionedTable</c>.</summary>
    public required CatalogTableKind Kind { get; init; }

    /// <summary>Rows when discovered, counted or estimated; null when not known, as for views.</summary>
    public long? RowCount { get; init; }

    /// <summary>How many columns it has.</summary>
    public required int ColumnCount { get; init; }

    /// <summary>Primary key columns in key order.</summary>
    public required ImmutableArray<string> PrimaryKey { get; init; }

    /// <summary>Comment, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>Fingerprint of the structure.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Maps a table.</summary>
    public static TableResource From(CatalogTable table) => new()
    {
        Schema = table.Schema,
        Name = table.Name,
        Kind = table.Kind,
        RowCount = table.RowCount,
        ColumnCount = table.Columns.Length,
        PrimaryKey = table.PrimaryKey,
        Comment = table.Comment,
        Fingerprint = table.Fingerprint,
    };
}
