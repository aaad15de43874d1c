namespace AgentCluster.Discovery;

/// <summary>How memories, changes and people call the objects of a catalog.</summary>
public static class CatalogNames
{
    /// <summary><c>schema.table</c>.</summary>
    /// <param name="table">The table or view.</param>
    public static string Of(CatalogTable table) => $"{table.Schema}.{table.Name}";

    /// <summary><c>schema.table.column</c>.</summary>
    /// <param name="table">The table or view.</param>
    /// <param name="column">Its column.</param>
    public static string Of(CatalogTable table, CatalogColumn column) => $"{table.Schema}.{table.Name}.{column.Name}";

    /// <summary><c>schema.function(argument types)</c>.</summary>
    /// <param name="function">The function.</param>
    public static string Of(CatalogFunction function) => $"{function.Schema}.{function.Name}({function.ArgumentTypes})";

    /// <summary><c>table(columns) -> table(columns)</c>.</summary>
    /// <param name="relationship">The relationship.</param>
    public static string Of(CatalogRelationship relationship) =>
        $"{relationship.FromTable}({string.Join(", ", relationship.FromColumns)}) -> {relationship.ToTable}({string.Join(", ", relationship.ToColumns)})";

    /// <summary><c>source:schema.table</c>: the name under which memories depend on it.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="table">The table or view.</param>
    public static string Dependency(string source, CatalogTable table) => $"{source}:{Of(table)}";

    /// <summary><c>source:schema.function(argument types)</c>: the name under which memories depend on it.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="function">The function.</param>
    public static string Dependency(string source, CatalogFunction function) => $"{source}:{Of(function)}";

    /// <summary><c>source:schema.table.column</c>: the name under which memories depend on it.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="table">The table or view.</param>
    /// <param name="column">Its column.</param>
    public static string Dependency(string source, CatalogTable table, CatalogColumn column) => $"{source}:{Of(table, column)}";
}
