using System.Collections.Immutable;
using AgentCluster.Discovery.Relationships;

namespace AgentCluster.Discovery;

/// <summary>What a statement does with the catalog, as far as it can be read without the engine.</summary>
/// <param name="Tables">Tables and views it reads.</param>
/// <param name="Joins">Pairs of columns it sets equal.</param>
/// <param name="Filters">Columns it compares with literals.</param>
public sealed record StatementShape(ImmutableArray<string> Tables, ImmutableArray<JoinedColumns> Joins, ImmutableArray<FilteredColumn> Filters)
{
    /// <summary>Reads a statement that ran.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="catalog">The catalog of its source; names that it does not hold are left out.</param>
    public static StatementShape Of(string sql, Catalog catalog) => JoinReader.ReadShape(sql, catalog.Table);
}
