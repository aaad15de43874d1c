using System.Collections.Immutable;
using System.Text.Json;
using AgentCluster.Execution;

namespace AgentCluster.Tools;

/// <summary>Rows of the platform's own as a result.</summary>
internal static class ResultTable
{
    /// <summary>A result of text, numbers and nulls.</summary>
    /// <param name="columns">Names and types (<see cref="ResultSet.ColumnTypes"/>) of the columns.</param>
    /// <param name="rows">Values in their order.</param>
    public static ResultSet Of(ImmutableArray<(string Name, string Type)> columns, IReadOnlyList<object?[]> rows) => new()
    {
        Columns = [.. columns.Select(column => column.Name)],
        ColumnTypes = [.. columns.Select(column => column.Type)],
        RowsJson = JsonSerializer.Serialize(rows),
        RowCount = rows.Count,
    };
}
