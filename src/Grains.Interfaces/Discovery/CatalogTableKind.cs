namespace AgentCluster.Discovery;

/// <summary>What kind of relation a catalog's table or view is.</summary>
public enum CatalogTableKind
{
    /// <summary>A base table.</summary>
    Table,

    /// <summary>A view.</summary>
    View,

    /// <summary>A view whose rows are stored.</summary>
    MaterializedView,

    /// <summary>A table whose rows another server holds; never read here.</summary>
    ForeignTable,

    /// <summary>A table whose rows lie in its partitions.</summary>
    PartitionedTable,
}
