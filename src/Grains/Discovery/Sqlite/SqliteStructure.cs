using System.Collections.Immutable;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Discovery.Sqlite;

/// <summary>
/// Reads structure in a constant number of queries, however many tables there are: pragma functions joined to the table list
/// (https://sqlite.org/pragma.html#pragfunc).
/// </summary>
internal sealed class SqliteStructure
{
    public const string Schema = "main";

    private const string InternalPrefix = "sqlite_";
    private const string Ledger = "agentcluster_ledger";

    private readonly SqliteConnection _connection;
    private readonly ILookup<string, (string Name, CatalogColumn Column, long Key)> _columns;
    private readonly ILookup<string, CatalogIndex> _indexes;
    private readonly ILookup<string, CatalogTrigger> _triggers;

    private SqliteStructure(SqliteConnection connection, Func<string, bool> isVisible)
    {
        _connection = connection;
        Objects = [.. ReadObjects(connection).Where(o => isVisible($"{Schema}.{o.Name}"))];
        _columns = ReadColumns().ToLookup(c => c.Name, StringComparer.OrdinalIgnoreCase);
        _indexes = ReadIndexes().ToLookup(i => i.Table, i => i.Index, StringComparer.OrdinalIgnoreCase);
        _triggers = ReadTriggers().ToLookup(t => t.Table, t => t.Trigger, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Visible tables and views by name.</summary>
    public ImmutableArray<SqliteObject> Objects { get; }

    public static SqliteStructure Read(SqliteConnection connection, Func<string, bool> isVisible) => new(connection, isVisible);

    /// <summary>The table or view without profiles.</summary>
    public CatalogTable Table(SqliteObject item)
    {
        var columns = _columns[item.Name].ToList();
        var key = columns.Where(c => c.Key > 0).OrderBy(c => c.Key).Select(c => c.Column.Name).ToImmutableArray();
        return new CatalogTable
        {
            Schema = Schema,
            Name = item.Name,
            Kind = item.IsView ? CatalogTableKind.View : CatalogTableKind.Table,
            Columns = [.. columns.Select(c => c.Column with { Nullable = c.Column.Nullable && !IsImplicitlyRequired(item, key, c.Column) })],
            PrimaryKey = key,
            Indexes = [.. _indexes[item.Name]],
            Triggers = [.. _triggers[item.Name]],
            Definition = item.IsView ? item.Sql : null,
        };
    }

    /// <summary>Declared foreign keys between visible tables, by referencing table in order of declaration.</summary>
    /// <param name="tables">Every visible table, for the spelling of names and for references to a primary key left unsaid.</param>
    public IEnumerable<CatalogRelationship> Relationships(IReadOnlyCollection<CatalogTable> tables)
    {
        var byName = tables.ToDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);
        var pairs = _connection.Query(
            r => (From: r.GetString(0), Id: r.GetInt64(1), To: r.GetString(2), Column: r.GetString(3), Referenced: r.Text(4), OnDelete: r.GetString(5)),
            """
            SELECT l.name, f.id, f."table", f."from", f."to", f.on_delete
            FROM pragma_table_list AS l JOIN pragma_foreign_key_list(l.name, 'main') AS f
            WHERE l.schema = 'main' AND l.type = 'table'
            ORDER BY l.name, f.id DESC, f.seq
            """);
        foreach (var reference in pairs.GroupBy(p => (p.From, p.Id)))
        {
            var first = reference.First();
            if (!byName.TryGetValue(first.From, out var from) || !byName.TryGetValue(first.To, out var to))
            {
                continue;
            }

            var columns = reference.Select(p => Spelled(from, p.Column)).ToImmutableArray();
            var referenced = first.Referenced is null ? to.PrimaryKey : [.. reference.Select(p => Spelled(to, p.Referenced!))];
            if (columns.Length == referenced.Length)
            {
                yield return new CatalogRelationship
                {
                    FromTable = from.Name,
                    FromColumns = columns,
                    ToTable = to.Name,
                    ToColumns = referenced,
                    OnDelete = first.OnDelete.ToLowerInvariant(),
                };
            }
        }
    }

    private static string Spelled(CatalogTable table, string column) => table.Column(column)?.Name ?? column;

    // https://sqlite.org/lang_createtable.html#the_primary_key: only these primary keys forbid NULL without saying so.
    private static bool IsImplicitlyRequired(SqliteObject item, ImmutableArray<string> key, CatalogColumn column) =>
        key.Contains(column.Name)
        && (item.WithoutRowid || item.Strict || (key.Length == 1 && column.DeclaredType.Equals("INTEGER", StringComparison.OrdinalIgnoreCase)));

    private static List<SqliteObject> ReadObjects(SqliteConnection connection)
    {
        var objects = connection.Query(
            r => new SqliteObject(r.GetString(0), r.GetString(1), r.GetBoolean(2), r.GetBoolean(3), r.Text(4)),
            """
            SELECT l.name, l.type, l.wr, l.strict, s.sql
            FROM pragma_table_list AS l LEFT JOIN sqlite_schema AS s ON s.name = l.name AND s.type IN ('table', 'view')
            WHERE l.schema = 'main' AND l.type IN ('table', 'view', 'virtual')
            ORDER BY l.name
            """);
        objects.RemoveAll(o => o.Name.StartsWith(InternalPrefix, StringComparison.OrdinalIgnoreCase) || o.Name.Equals(Ledger, StringComparison.OrdinalIgnoreCase));
        return objects;
    }

    private List<(string Name, CatalogColumn Column, long Key)> ReadColumns()
    {
        const string Select = """SELECT l.name, x.name, x.type, x."notnull", x.dflt_value, x.pk, x.hidden FROM """;
        try
        {
            return Columns(Select + "pragma_table_list AS l JOIN pragma_table_xinfo(l.name, 'main') AS x WHERE l.schema = 'main' AND x.hidden <> 1 ORDER BY l.name, x.cid");
        }
        catch (SqliteException)
        {
            // One view over a dropped table fails the whole join; then each is asked by itself and the broken ones stay without columns.
            return [.. Objects.SelectMany(o => ColumnsOf(o, Select))];
        }
    }

    private List<(string Name, CatalogColumn Column, long Key)> ColumnsOf(SqliteObject item, string select)
    {
        try
        {
            return Columns(select + "(SELECT $name AS name) AS l JOIN pragma_table_xinfo($name, 'main') AS x WHERE x.hidden <> 1 ORDER BY x.cid", ("$name", item.Name));
        }
        catch (SqliteException)
        {
            return [];
        }
    }

    private List<(string Name, CatalogColumn Column, long Key)> Columns(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => _connection.Query(
        r => (r.GetString(0),
            new CatalogColumn
            {
                Name = r.GetString(1),
                DeclaredType = r.Text(2) ?? "",
                Nullable = !r.GetBoolean(3),
                Default = r.Text(4),
                Generated = r.GetInt64(6) is 2 or 3,
            },
            r.GetInt64(5)),
        sql,
        parameters);

    // Indexes that only carry a primary key say nothing new; the ones of UNIQUE constraints do.
    private IEnumerable<(string Table, CatalogIndex Index)> ReadIndexes() => _connection.Query(
        r => (Table: r.GetString(0), Name: r.GetString(1), Unique: r.GetBoolean(2), Partial: r.GetBoolean(3), Column: r.Text(4) ?? ""),
        """
        SELECT l.name, i.name, i."unique", i.partial, x.name
        FROM pragma_table_list AS l JOIN pragma_index_list(l.name, 'main') AS i JOIN pragma_index_xinfo(i.name, 'main') AS x
        WHERE l.schema = 'main' AND l.type = 'table' AND i.origin <> 'pk' AND x.key = 1
        ORDER BY l.name, i.name, x.seqno
        """)
        .GroupBy(i => (i.Table, i.Name, i.Unique, i.Partial))
        .Select(g => (g.Key.Table, new CatalogIndex { Name = g.Key.Name, Unique = g.Key.Unique, Partial = g.Key.Partial, Columns = [.. g.Select(i => i.Column)] }));

    private List<(string Table, CatalogTrigger Trigger)> ReadTriggers() => _connection.Query(
        r => (r.GetString(0), new CatalogTrigger { Name = r.GetString(1), Definition = r.Text(2) ?? "" }),
        "SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY tbl_name, name");
}
