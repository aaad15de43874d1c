using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Execution.Sqlite;

/// <summary>Names of a source's objects and what policy says of each; made anew when the schema changes.</summary>
internal sealed class SqliteSchema
{
    private static readonly HashSet<string> ReadablePragmas = new(StringComparer.OrdinalIgnoreCase)
    {
        "table_info", "table_xinfo", "index_list", "index_info", "index_xinfo", "foreign_key_list",
    };

    private static readonly HashSet<string> ArgumentlessPragmas = new(StringComparer.OrdinalIgnoreCase)
    {
        "data_version", "schema_version", "user_version", "application_id", "encoding", "page_count", "page_size", "freelist_count", "foreign_keys",
    };

    private readonly Dictionary<string, (string Name, bool Denied, bool ReadOnly)> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _views = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _virtual = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _indexes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _triggers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _integers = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _modules = new(StringComparer.OrdinalIgnoreCase);
    private ObjectGlobs? _denied;
    private ObjectGlobs? _readOnly;

    public static SqliteSchema Empty { get; } = new();

    /// <summary>Reads the names; virtual tables are connected on the way, so that their modules' own statements are not taken for an agent's.</summary>
    public static SqliteSchema Load(SqliteConnection connection, SourceSettings settings)
    {
        var schema = new SqliteSchema();
        var denied = schema._denied = ObjectGlobs.Denied(settings);
        var readOnly = schema._readOnly = ObjectGlobs.ReadOnly(settings);
        var objects = connection.Query(
            row => (Type: row.GetString(0), Name: row.GetString(1), Table: row.GetString(2), Virtual: row.GetBoolean(3)),
            "SELECT type, name, tbl_name, coalesce(sql LIKE 'CREATE VIRTUAL%', 0) FROM sqlite_schema");
        var hiddenVirtual = objects.Where(o => o.Virtual && denied.Matches("main", o.Name)).Select(o => o.Name + "_").ToList();
        foreach (var (type, name, table, isVirtual) in objects)
        {
            schema.Add(type, name, table, denied.Matches("main", name) || hiddenVirtual.Exists(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)), readOnly);
            if (isVirtual)
            {
                schema._virtual.Add(name);
                connection.Query(row => 0, $"PRAGMA table_info({SqliteCommands.Quote(name)})");
            }
        }

        const string Keys = """
            SELECT i.name, (SELECT count(*) FROM pragma_index_info(i.name)) FROM sqlite_schema m JOIN pragma_index_list(m.name) i
            WHERE m.type = 'table' AND i."unique" AND NOT i.partial
            """;
        foreach (var (name, columns) in connection.Query(row => (row.GetString(0), row.GetInt32(1)), Keys))
        {
            schema._keys[name] = columns;
        }

        // A declared type with INT in it (https://www.sqlite.org/datatype3.html#determination_of_column_affinity).
        const string Integers = """
            SELECT concat(i.name, ' (', c.name, '>? AND ', c.name, '<?)') FROM sqlite_schema m JOIN pragma_index_list(m.name) i
            JOIN pragma_index_info(i.name) x ON x.seqno = 0 JOIN pragma_table_info(m.name) c ON c.cid = x.cid
            WHERE m.type = 'table' AND c.type LIKE '%int%'
            """;
        schema._integers.UnionWith(connection.Query(row => row.GetString(0), Integers));
        schema._modules.UnionWith(connection.Query(row => row.GetString(0), "SELECT name FROM pragma_module_list"));
        return schema;
    }

    /// <summary>Why a table or one of its columns may not be read, or null.</summary>
    /// <param name="table">The name as the engine reports it.</param>
    /// <param name="anyColumn">Whether a column is read; false also for a name that only a WITH clause knows.</param>
    public string? ReadFault(string table, bool anyColumn)
    {
        // Names, numbers and samples of values, of whatever table.
        var isCatalog = table.Equals("sqlite_schema", StringComparison.OrdinalIgnoreCase) || table.Equals("sqlite_master", StringComparison.OrdinalIgnoreCase);
        if (table.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase) && !isCatalog)
        {
            return $"Reads {table}, which is internal to the engine.";
        }

        if (_tables.TryGetValue(table, out var known))
        {
            return known.Denied ? $"Reads {known.Name}, which is out of bounds." : null;
        }

        if (isCatalog || table.Equals("json_each", StringComparison.OrdinalIgnoreCase) || table.Equals("json_tree", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (table.StartsWith("pragma_", StringComparison.OrdinalIgnoreCase))
        {
            return ReadablePragmas.Contains(table["pragma_".Length..]) ? null : $"Reads {table}, which is out of bounds.";
        }

        return anyColumn || _denied?.Matches("main", table) != false || _modules.Contains(table)
            ? $"Reads {table}, which is no table of the source or internal to the engine." : null;
    }

    /// <summary>Why a PRAGMA is refused, or null.</summary>
    public string? PragmaFault(string name, string? argument)
    {
        if (ReadablePragmas.Contains(name))
        {
            var table = argument is not null && _indexes.TryGetValue(argument, out var owner) ? owner : argument;
            return table is null ? null : ReadFault(table, anyColumn: false);
        }

        return argument is null && ArgumentlessPragmas.Contains(name) ? null : $"PRAGMA {name} is not allowed.";
    }

    /// <summary>Why a table may not be changed whatever a human says, or null.</summary>
    public string? WriteFault(string table)
    {
        if (ControlTables.Contains(table))
        {
            return $"Changes {table}, which only the platform itself may write.";
        }

        // What does not exist yet is judged by the name that it would have.
        var (name, denied, readOnly) = _tables.TryGetValue(table, out var known) ? known
            : (table, _denied?.Matches("main", table) == true, _readOnly?.Matches("main", table) == true);
        return denied ? $"Changes {name}, which is out of bounds." : readOnly ? $"Changes {name}, which is read-only." : null;
    }

    public bool IsTrigger(string name) => _triggers.Contains(name);

    public bool IsTable(string name) => _tables.ContainsKey(name);

    /// <summary>Whether an index with the terms that a plan writes behind its name picks one row at most.</summary>
    public bool IsKey(string searched) => searched.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var at
        && _keys.TryGetValue(searched[..at], out var columns) && searched.AsSpan(at).Count("=?") >= columns;

    /// <summary>Whether an index with the terms that a plan writes behind its name picks what lies between two values of a column of whole numbers, such as <c>by_year (year&gt;? AND year&lt;?)</c>.</summary>
    public bool IsAmongIntegers(string searched) => _integers.Contains(searched);

    /// <summary>Whether it names nothing: no table or view of the source, and nothing of the engine's.</summary>
    public bool IsUnknown(string name) => !_tables.ContainsKey(name) && !_modules.Contains(name)
        && !name.StartsWith("pragma_", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is the name of a table that is out of bounds.</summary>
    public bool IsDenied(ReadOnlySpan<char> name) => _tables.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var known) && known.Denied;

    /// <summary>Whether a module of the engine decides what a change of its rows means.</summary>
    public bool IsVirtual(string name) => _virtual.Contains(name);

    /// <summary>Whether it is a table and no view.</summary>
    public bool HoldsRows(string name) => _tables.ContainsKey(name) && !_views.Contains(name);

    public bool IsView(string name) => _views.Contains(name);

    /// <summary>The name as the catalog spells it.</summary>
    public string Spelling(string table) => _tables.TryGetValue(table, out var known) ? known.Name : table;

    private void Add(string type, string name, string table, bool denied, ObjectGlobs readOnly)
    {
        switch (type)
        {
            case "table" or "view":
                _tables[name] = (name, denied, readOnly.Matches("main", name));
                _ = type == "view" && _views.Add(name);
                break;
            case "index":
                _indexes[name] = table;
                break;
            case "trigger":
                _triggers.Add(name);
                break;
        }
    }
}
