using System.Collections.Immutable;

namespace AgentCluster.Discovery.Postgres;

/// <summary>Makes the catalog's objects of the rows of one pass. Look-ups by OID only, so its time grows with the number of rows.</summary>
internal sealed class PostgresStructure
{
    private readonly PostgresSnapshot _snapshot;
    private readonly Func<string, bool> _isVisible;
    private readonly Dictionary<uint, PostgresRelation> _relations;
    private readonly ILookup<uint, PostgresRelation> _partitions;
    private readonly ILookup<uint, PostgresConstraint> _constraints;

    public PostgresStructure(PostgresSnapshot snapshot, Func<string, bool> isVisible)
    {
        (_snapshot, _isVisible) = (snapshot, isVisible);
        var visible = snapshot.Relations.Where(relation => isVisible(relation.FullName)).ToList();
        _relations = visible.Where(relation => !relation.IsPartition).ToDictionary(relation => relation.Oid);
        _partitions = visible.Where(relation => relation.IsPartition).ToLookup(relation => relation.Root);
        _constraints = snapshot.Constraints.Where(constraint => constraint.Relation != 0).ToLookup(constraint => constraint.Relation);
        Tables = [.. visible.Where(relation => !relation.IsPartition).Select(relation => (relation with { Rows = Rows(relation) }, Table(relation)))];
    }

    /// <summary>Tables and views without profiles, by schema and name.</summary>
    public ImmutableArray<(PostgresRelation Relation, CatalogTable Table)> Tables { get; }

    /// <summary>The values of each column's enumerated type, or null.</summary>
    public ImmutableArray<IReadOnlyList<string>?> Labels(PostgresRelation relation) => [.. _snapshot.Columns[relation.Oid].Select(column => column.Labels)];

    /// <summary>Declared foreign keys between visible tables.</summary>
    public ImmutableArray<CatalogRelationship> Relationships()
    {
        var tables = Tables.ToDictionary(t => t.Relation.Oid, t => t.Table);
        var names = tables.Keys.ToDictionary(oid => oid, oid => _snapshot.Columns[oid].ToDictionary(column => column.Number, column => column.Column.Name));
        return
        [
            .. from table in Tables
               from key in _constraints[table.Relation.Oid]
               where key.Kind == 'f' && tables.ContainsKey(key.Referenced)
               select new CatalogRelationship
               {
                   FromTable = table.Table.Identifier,
                   FromColumns = [.. key.Columns.Select(number => names[key.Relation][number])],
                   ToTable = tables[key.Referenced].Identifier,
                   ToColumns = [.. key.ReferencedColumns.Select(number => names[key.Referenced][number])],
                   OnDelete = key.Deletes,
               },
        ];
    }

    public ImmutableArray<CatalogFunction> Functions() =>
    [
        .. _snapshot.Functions
            .Where(f => _isVisible($"{f.Function.Schema}.{f.Function.Name}"))
            .Select(f => f.Function with { Grants = [.. _snapshot.Grants[('f', f.Oid)]], Comment = Comment('f', f.Oid) }),
    ];

    public ImmutableArray<CatalogEnum> Enums() =>
    [
        .. Types('e').Select(type => new CatalogEnum
        {
            Schema = type.Schema, Name = type.Name, Labels = [.. _snapshot.Labels[type.Oid]], Comment = Comment('t', type.Oid),
        }),
    ];

    public ImmutableArray<CatalogDomain> Domains()
    {
        var checks = _snapshot.Constraints.Where(constraint => constraint.Type != 0).ToLookup(constraint => constraint.Type);
        return
        [
            .. Types('d').Select(type => new CatalogDomain
            {
                Schema = type.Schema,
                Name = type.Name,
                BaseType = type.BaseName!,
                Nullable = !type.NotNull,
                Default = type.Default,
                Checks = [.. checks[type.Oid].Where(constraint => constraint.Kind == 'c').Select(constraint => constraint.Check)],
                Comment = Comment('t', type.Oid),
            }),
        ];
    }

    private IEnumerable<PostgresType> Types(char kind) => _snapshot.Types.Where(type => type.Kind == kind && type.IsListed && _isVisible($"{type.Schema}.{type.Name}"));

    private string? Comment(char kind, uint oid) => _snapshot.Comments.GetValueOrDefault((kind, oid, 0));

    private CatalogTable Table(PostgresRelation relation)
    {
        var columns = _snapshot.Columns[relation.Oid].ToList();
        string Name(short number) => number <= 0 ? "" : columns.Find(column => column.Number == number)!.Column.Name;
        return new()
        {
            Schema = relation.Schema,
            Name = relation.Name,
            NeedsSchema = !relation.IsOnPath,
            Kind = relation.Kind switch
            {
                'v' => CatalogTableKind.View,
                'm' => CatalogTableKind.MaterializedView,
                'f' => CatalogTableKind.ForeignTable,
                'p' => CatalogTableKind.PartitionedTable,
                _ => CatalogTableKind.Table,
            },
            Columns = [.. columns.Select(column => column.Column)],
            PrimaryKey = [.. _constraints[relation.Oid].Where(constraint => constraint.Kind == 'p').SelectMany(key => key.Columns).Select(Name)],
            Indexes = [.. _snapshot.Indexes[relation.Oid].Select(index => new CatalogIndex
            {
                Name = index.Name, Columns = [.. index.Columns.Select(Name)], Unique = index.Unique, Partial = index.Partial,
            })],
            Checks = [.. _constraints[relation.Oid].Where(constraint => constraint.Kind == 'c').Select(constraint => constraint.Check)],
            Triggers = [.. _snapshot.Triggers[relation.Oid]],
            RowSecurity = relation.RowSecurity,
            Policies = [.. _snapshot.Policies[relation.Oid]],
            Grants = [.. _snapshot.Grants[('c', relation.Oid)]],
            Definition = relation.Definition,
            PartitionKey = relation.PartitionKey,
            Partitions = [.. _partitions[relation.Oid].Select(partition => new CatalogPartition { Schema = partition.Schema, Name = partition.Name, Bound = partition.Bound ?? "" })],
            Comment = Comment('c', relation.Oid),
        };
    }

    // Nobody analyzes a partitioned table itself; its rows are those of its partitions.
    private float Rows(PostgresRelation relation) => relation.Kind != 'p' ? relation.Rows
        : _partitions[relation.Oid].Where(partition => partition.Kind == 'r').Select(partition => partition.Rows).DefaultIfEmpty(0).ToArray() is var rows
            && Array.Exists(rows, count => count < 0) ? -1 : rows.Sum();
}
