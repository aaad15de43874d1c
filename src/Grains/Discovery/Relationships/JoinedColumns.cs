namespace AgentCluster.Discovery.Relationships;

/// <summary>Two columns that statements set equal, spelled as in the catalog, the smaller name first.</summary>
/// <param name="Table">Table of the one.</param>
/// <param name="Column">The one.</param>
/// <param name="OtherTable">Table of the other.</param>
/// <param name="OtherColumn">The other.</param>
internal readonly record struct JoinedColumns(string Table, string Column, string OtherTable, string OtherColumn)
{
    public static JoinedColumns Of(string table, string column, string otherTable, string otherColumn) =>
        string.CompareOrdinal($"{table}.{column}", $"{otherTable}.{otherColumn}") <= 0
            ? new(table, column, otherTable, otherColumn)
            : new(otherTable, otherColumn, table, column);
}
