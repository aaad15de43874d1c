using SQLitePCL;

namespace AgentCluster.Execution.Sqlite;

/// <summary>
/// The callback that SQLite asks for every access of a statement it compiles (https://www.sqlite.org/c3ref/set_authorizer.html). It never
/// leaves a session: by default it lets nothing through but harmless reads; while a statement is only being inspected it records.
/// </summary>
internal sealed class SqliteAuthorizer
{
    private static readonly Dictionary<int, string> Definitions = new()
    {
        [raw.SQLITE_CREATE_INDEX] = "create index",
        [raw.SQLITE_CREATE_TABLE] = "create table",
        [raw.SQLITE_CREATE_TEMP_INDEX] = "create index",
        [raw.SQLITE_CREATE_TEMP_TABLE] = "create table",
        [raw.SQLITE_CREATE_TEMP_VIEW] = "create view",
        [raw.SQLITE_CREATE_VIEW] = "create view",
        [raw.SQLITE_DROP_INDEX] = "drop index",
        [raw.SQLITE_DROP_TABLE] = "drop table",
        [raw.SQLITE_DROP_TEMP_INDEX] = "drop index",
        [raw.SQLITE_DROP_TEMP_TABLE] = "drop table",
        [raw.SQLITE_DROP_TEMP_VIEW] = "drop view",
        [raw.SQLITE_DROP_VIEW] = "drop view",
        [raw.SQLITE_ALTER_TABLE] = "alter table",
        [raw.SQLITE_REINDEX] = "reindex",
        [raw.SQLITE_ANALYZE] = "analyze",
        [raw.SQLITE_CREATE_TRIGGER] = "create trigger",
        [raw.SQLITE_CREATE_TEMP_TRIGGER] = "create trigger",
        [raw.SQLITE_DROP_TRIGGER] = "drop trigger",
        [raw.SQLITE_DROP_TEMP_TRIGGER] = "drop trigger",
        [raw.SQLITE_CREATE_VTABLE] = "create virtual table",
        [raw.SQLITE_DROP_VTABLE] = "drop virtual table",
    };

    private SqliteTrace? _trace;
    private bool _own;
    private bool _enforcing;

    /// <summary>What the rules are about.</summary>
    public SqliteSchema Schema { get; set; } = SqliteSchema.Empty;

    /// <summary>Runs constant statements of our own.</summary>
    public T Own<T>(Func<T> work)
    {
        _own = true;
        try
        {
            return work();
        }
        finally
        {
            _own = false;
        }
    }

    /// <summary>Compiles a statement that will not be stepped, and records what the engine reports.</summary>
    public T Inspecting<T>(SqliteTrace trace, Func<T> work)
    {
        _trace = trace;
        try
        {
            return work();
        }
        finally
        {
            _trace = null;
        }
    }

    /// <summary>Compiles and steps an inspected change; what it or the engine's own modules do beyond what may be done is denied.</summary>
    public T Running<T>(SqliteTrace trace, Func<T> work)
    {
        _enforcing = true;
        try
        {
            return Inspecting(trace, work);
        }
        finally
        {
            _enforcing = false;
        }
    }

    /// <summary>The callback itself.</summary>
    public int Authorize(object userData, int action, utf8z first, utf8z second, utf8z database, utf8z inner)
    {
        if (_own || action == raw.SQLITE_SELECT)
        {
            return raw.SQLITE_OK;
        }

        var (one, two) = (first.utf8_to_string(), second.utf8_to_string());
        if (_trace is null)
        {
            return IsHarmless(action, one, two) ? raw.SQLITE_OK : raw.SQLITE_DENY;
        }

        Record(_trace, action, one, two);
        if (inner.utf8_to_string() is { } name && Schema.IsTrigger(name) && !Definitions.ContainsKey(action))
        {
            _trace.Triggers.Add(name);
        }

        return TakesEffectEarly(action, one, two) || (_enforcing && _trace.Forbidden.Count > 0) ? raw.SQLITE_DENY : raw.SQLITE_OK;
    }

    private bool IsHarmless(int action, string? first, string? second) => action switch
    {
        raw.SQLITE_READ => Schema.ReadFault(first!, !string.IsNullOrEmpty(second)) is null,
        raw.SQLITE_FUNCTION => SqliteFunctions.IsHarmless(second!),
        raw.SQLITE_PRAGMA => Schema.PragmaFault(first!, second) is null,
        _ => action == Recursive,
    };

    // Some pragmas act while they are compiled, and constant calls may be folded then.
    private bool TakesEffectEarly(int action, string? first, string? second) => action switch
    {
        raw.SQLITE_PRAGMA => Schema.PragmaFault(first!, second) is not null,
        raw.SQLITE_FUNCTION => SqliteFunctions.IsHostile(second!),
        raw.SQLITE_ATTACH or raw.SQLITE_DETACH or raw.SQLITE_TRANSACTION or Savepoint => true,
        _ => false,
    };

    private void Record(SqliteTrace trace, int action, string? first, string? second)
    {
        switch (action)
        {
            case raw.SQLITE_READ:
                RecordRead(trace, first!, second);
                break;
            case raw.SQLITE_INSERT or raw.SQLITE_UPDATE or raw.SQLITE_DELETE:
                RecordChange(trace, action, first!, second);
                break;
            case raw.SQLITE_FUNCTION:
                trace.Functions.Add(second!);
                break;
            case raw.SQLITE_PRAGMA:
                RecordPragma(trace, first!, second);
                break;
            case raw.SQLITE_ATTACH or raw.SQLITE_DETACH:
                trace.Forbid("Attaches or detaches a database file.");
                break;
            case raw.SQLITE_TRANSACTION or Savepoint:
                trace.Forbid("Controls transactions.");
                break;
            case Recursive:
                trace.Recursive = true;
                break;
            default:
                RecordDefinition(trace, action, first, second);
                break;
        }
    }

    private void RecordRead(SqliteTrace trace, string table, string? column)
    {
        // A catalog read for a definition's own sake, or the table that is being made, which is not there yet.
        if ((trace.Defines && IsCatalog(table) && (!trace.MakesTable || column == "ROWID"))
            || (trace.MakesTable && Schema.IsUnknown(table) && trace.Definitions.Exists(made => made.Table == table)))
        {
            return;
        }

        if (Schema.ReadFault(table, !string.IsNullOrEmpty(column)) is { } fault)
        {
            trace.Forbid(fault);
        }

        var spelling = Schema.Spelling(table);
        if (!string.IsNullOrEmpty(column))
        {
            trace.Columns.Add($"{spelling}.{column}");
        }
        else if (!Schema.IsTable(table))
        {
            // A name of a WITH clause.
            return;
        }

        trace.Relations.Add(spelling);
    }

    private void RecordChange(SqliteTrace trace, int action, string table, string? column)
    {
        if (IsCatalog(table))
        {
            return;
        }

        trace.Changes.Add((action, table));
        if (Schema.IsVirtual(table))
        {
            trace.VirtualTables.Add(Schema.Spelling(table));
        }

        trace.Relations.Add(Schema.Spelling(table));
        if (action == raw.SQLITE_UPDATE && !string.IsNullOrEmpty(column))
        {
            trace.Columns.Add($"{Schema.Spelling(table)}.{column}");
        }

        if (Schema.WriteFault(table) is { } fault)
        {
            trace.Forbid(fault);
        }
    }

    private void RecordPragma(SqliteTrace trace, string name, string? argument)
    {
        if (Schema.PragmaFault(name, argument) is { } fault)
        {
            trace.Forbid(fault);
        }
        else if (argument is not null && Schema.IsTable(argument))
        {
            trace.Relations.Add(Schema.Spelling(argument));
        }
    }

    private void RecordDefinition(SqliteTrace trace, int action, string? first, string? second)
    {
        if (!Definitions.TryGetValue(action, out var what))
        {
            trace.Forbid($"Does something unknown to this version (action {action}).");
            return;
        }

        if (_enforcing && action is (raw.SQLITE_CREATE_TEMP_TABLE or raw.SQLITE_CREATE_TEMP_VIEW or raw.SQLITE_CREATE_TEMP_INDEX))
        {
            trace.Forbid($"{what} for this connection only would stand in for a table of its name.");
        }

        var table = action is raw.SQLITE_ALTER_TABLE or raw.SQLITE_CREATE_INDEX or raw.SQLITE_DROP_INDEX ? second : first;
        trace.Definitions.Add((what, table ?? ""));
        if (what.EndsWith("trigger", StringComparison.Ordinal) || what.EndsWith("virtual table", StringComparison.Ordinal))
        {
            trace.Forbid($"{what} would bring or remove code that runs later.");
        }

        if (table is not null && action is not (raw.SQLITE_ANALYZE or raw.SQLITE_REINDEX) && Schema.WriteFault(table) is { } fault)
        {
            trace.Forbid(fault);
        }
    }

    // DDL changes these as a matter of course, and the engine itself refuses anything else that would.
    private static bool IsCatalog(string table) => table is "sqlite_master" or "sqlite_schema" or "sqlite_temp_master" or "sqlite_temp_schema"
        || table.StartsWith("sqlite_stat", StringComparison.Ordinal) || table == "sqlite_sequence";

    private const int Savepoint = 32;
    private const int Recursive = 33;
}
