using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>The words, values, roles and joins of one version of a catalog. Immutable once built; shared by all questions.</summary>
internal sealed class CatalogLexicon
{
    private readonly Dictionary<CatalogTable, TableEntry> _tables = new(ReferenceEqualityComparer.Instance);

    public CatalogLexicon(Catalog catalog)
    {
        // What a foreign server answers is not read.
        if (catalog.Tables.Any(table => table.Kind == CatalogTableKind.ForeignTable))
            catalog = catalog with { Tables = catalog.Tables.RemoveAll(table => table.Kind == CatalogTableKind.ForeignTable) };
        Catalog = catalog;
        Joins = new(catalog);
        foreach (var table in catalog.Tables)
        {
            var columns = table.Columns.Select(column => new ColumnEntry(
                new(table, column, ColumnRoles.Of(Joins.References, table, column)), Tokenizer.Identifier(column.Name))).ToImmutableArray();
            var labels = ColumnRoles.LabelOf(Joins.References, table);
            _tables[table] = new(table, Tokenizer.Identifier(table.Name), columns,
                [.. labels.Select(label => columns.First(column => column.Ref.Column == label).Ref)]);
            foreach (var column in columns)
                Values.Add(column.Ref);
        }

        Tables = [.. catalog.Tables.Select(table => _tables[table])];
        Names = new(Tables, Joins);
    }

    public Catalog Catalog { get; }

    public JoinGraph Joins { get; }

    public NameIndex Names { get; }

    public ValueIndex Values { get; } = new();

    public ImmutableArray<TableEntry> Tables { get; }

    public TableEntry this[CatalogTable table] => _tables[table];

    public ColumnRef? Column(CatalogTable table, string column) =>
        _tables.TryGetValue(table, out var entry)
            ? entry.Columns.FirstOrDefault(candidate => candidate.Ref.Column.Name.Equals(column, StringComparison.OrdinalIgnoreCase))?.Ref
            : null;
}
