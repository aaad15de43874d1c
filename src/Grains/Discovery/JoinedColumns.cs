namespace AgentCluster.Discovery;

/// <summary>Two columns that statements set equal, spelled as in the catalog, the smaller name first.</summary>
/// <param name="Table">Table of the one.</param>
/// <param name="Column">The one.</param>
/// <param name="OtherTable">Table of the other.</param>
/// <param name="OtherColumn">The other.</param>
public readonly record struct JoinedColumns(string Table, string Column, string OtherTable, string OtherColumn)
{
    /// <summary>The pair, whichever of the two is named first.</summary>
    /// <param name="table">Table of the one.</param>
    /// <param name="column">The one.</param>
    /// <param name="otherTable">Table of the other.</param>
    /// <param name="otherColumn">The other.</param>
    public static JoinedColumns Of(string table, string column, string otherTable, string otherColumn) =>
        string.CompareOrdinal($"{table}.{column}", $"{otherTable}.{otherColumn}") <= 0
            ? new(table, column, otherTable, otherColumn)
            : new(otherTable, otherColumn, table, column);
}
