using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AgentCluster.Execution.Sqlite;

/// <summary>
/// One connection to a source, read-only unless it is to write, with everything that fences it in: the authorizer, which stays on for ever; defensive mode; limits;
/// and a progress handler that ends a statement at its deadline or when its caller leaves. One user at a time.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private const int Defensive = 1010;
    private const int TrustedSchema = 1017;
    private const int LoadExtension = 1005;
    private const int Fts3Tokenizer = 1004;
    private const int ForeignKeys = 1002;
    private const int OperationsBetweenChecks = 100;
    private const int MaxLength = 1 << 20;

    /// <summary>Most memory of the engine in this process: rather than the process, a statement ends.</summary>
    private const long MaxHeap = 1 << 29;

    private readonly SqliteConnection _connection;
    private readonly SourceSettings _settings;
    private readonly TimeProvider _time;
    private readonly sqlite3_stmt _schemaVersion;
    private readonly sqlite3_stmt _begin;
    private readonly sqlite3_stmt _end;
    private readonly sqlite3_stmt _commit;
    private long _schema = -1;
    private long _deadline = long.MaxValue;
    private CancellationToken _cancellation;
    private SqlitePreupdate.Callback? _changes;

    private SqliteSession(SqliteConnection connection, SourceSettings settings, TimeProvider time, bool writing)
    {
        _connection = connection;
        _settings = settings;
        _time = time;
        Handle = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Fence();
        _schemaVersion = PrepareOwn("PRAGMA schema_version");
        _begin = PrepareOwn(writing ? "BEGIN IMMEDIATE" : "BEGIN");
        _end = PrepareOwn("ROLLBACK");
        _commit = PrepareOwn("COMMIT");
        if (writing)
        {
            SqlitePreupdate.Set(Handle, _changes = Capture.OnChange);
        }
    }

    public sqlite3 Handle { get; }

    public SqliteAuthorizer Authorizer { get; } = new();

    /// <summary>Keeps the rows that change, on a session that writes.</summary>
    public SqliteCapture Capture { get; } = new();

    /// <summary>The last error in the engine's words.</summary>
    public string Message => raw.sqlite3_errmsg(Handle).utf8_to_string();

    /// <summary>Room for the rows of one result, kept between statements.</summary>
    public SqliteRows Rows { get; } = new();

    /// <summary>Opens a session; a fence that does not hold makes the source unavailable.</summary>
    public static Outcome<SqliteSession> Open(string path, SourceSettings settings, TimeProvider time, bool writing = false)
    {
        var connection = SqliteFiles.Open(path, writing);
        if (!connection.Succeeded)
        {
            return connection.Problem;
        }

        var session = new SqliteSession(connection.Value, settings, time, writing);
        try
        {
            session.Refresh();
        }
        catch (SqliteException failure)
        {
            session.Dispose();
            return Problem.Unavailable("sourceUnavailable", $"SQLite says: {failure.Message}");
        }

        if (session.Refuses("CREATE TABLE agentcluster_self_test (x)") && session.Refuses("PRAGMA query_only = OFF") && session.Refuses("ATTACH ':memory:' AS x"))
        {
            return session;
        }

        session.Dispose();
        return Problem.Unavailable("sourceUnavailable", "The sandbox failed its self-test: the authorizer let a change pass. Statements of agents are refused.");
    }

    /// <summary>Constant statements of our own, on the same connection.</summary>
    public SqliteConnection Connection => _connection;

    /// <summary>
    /// Pins one state of the file until <see cref="End"/>: what is inspected is what is run, and its lock is taken once; a session that
    /// writes keeps other writers out.
    /// </summary>
    public void Begin() => Step(_begin);

    /// <summary>Ends what <see cref="Begin"/> began without a change; nothing to do where the engine has rolled back already.</summary>
    public void End()
    {
        if (raw.sqlite3_get_autocommit(Handle) == 0)
        {
            Step(_end);
        }
    }

    /// <summary>Makes what was changed since <see cref="Begin"/> durable.</summary>
    public void Commit() => Step(_commit);

    /// <summary>Brings the names up to date with the file and says which version of the schema they are of.</summary>
    public long Refresh()
    {
        var version = raw.sqlite3_step(_schemaVersion) == raw.SQLITE_ROW ? raw.sqlite3_column_int64(_schemaVersion, 0) : -1;
        raw.sqlite3_reset(_schemaVersion);
        if (version != _schema || version < 0)
        {
            Authorizer.Schema = Authorizer.Own(() => SqliteSchema.Load(_connection, _settings));
            _schema = version;
        }

        return version;
    }

    /// <summary>Compiles the first statement of a text.</summary>
    public int Prepare(byte[] sql, out sqlite3_stmt? statement, out ReadOnlySpan<byte> tail)
    {
        var result = raw.sqlite3_prepare_v2(Handle, sql.AsSpan(), out var compiled, out tail);
        statement = compiled;
        return result;
    }

    /// <summary>Rows of EXPLAIN QUERY PLAN, without the checks of foreign keys, which scan but change nothing; executes nothing of the statement itself. Null where not all are to be had.</summary>
    public List<(int Id, int Parent, string Detail)>? QueryPlan(string statement)
    {
        raw.sqlite3_db_config(Handle, ForeignKeys, 0, out _);
        var rows = Explain("EXPLAIN QUERY PLAN " + statement, plan => (raw.sqlite3_column_int(plan, 0), raw.sqlite3_column_int(plan, 1), raw.sqlite3_column_text(plan, 3).utf8_to_string()));
        raw.sqlite3_db_config(Handle, ForeignKeys, 1, out _);
        return rows;
    }

    /// <summary>
    /// Whether a program that a statement calls, an action of a foreign key or a trigger, changes rows; each program of EXPLAIN begins at address
    /// zero, the statement's own is the first (https://www.sqlite.org/opcode.html). Nothing of the statement is executed. True where it cannot be told.
    /// </summary>
    public bool ChangesAside(string statement)
    {
        var programs = 0;
        var codes = Explain("EXPLAIN " + statement, code => (Program: programs += raw.sqlite3_column_int(code, 0) == 0 ? 1 : 0, Name: raw.sqlite3_column_text(code, 1).utf8_to_string()));
        return codes?.Exists(code => code is { Program: > 1, Name: "OpenWrite" }) != false;
    }

    /// <summary>Whether foreign keys are broken that are checked at the end of the transaction only.</summary>
    public bool BreaksForeignKeys() => raw.sqlite3_db_status(Handle, raw.SQLITE_DBSTATUS_DEFERRED_FKS, out var broken, out _, 0) == raw.SQLITE_OK && broken > 0;

    /// <summary>Sets until when statements may run, and who may end them earlier.</summary>
    public void Arm(TimeSpan limit, CancellationToken cancellationToken)
    {
        _deadline = _time.GetTimestamp() + (long)(limit.TotalSeconds * _time.TimestampFrequency);
        _cancellation = cancellationToken;
    }

    /// <summary>Lifts the deadline.</summary>
    public void Disarm()
    {
        _deadline = long.MaxValue;
        _cancellation = CancellationToken.None;
    }

    public void Dispose()
    {
        Rows.Dispose();
        _schemaVersion.Dispose();
        _begin.Dispose();
        _end.Dispose();
        _commit.Dispose();
        _connection.Dispose();
    }

    private void Fence()
    {
        raw.sqlite3_hard_heap_limit64(MaxHeap);
        raw.sqlite3_db_config(Handle, Defensive, 1, out _);
        raw.sqlite3_db_config(Handle, TrustedSchema, 0, out _);
        raw.sqlite3_db_config(Handle, LoadExtension, 0, out _);
        raw.sqlite3_db_config(Handle, Fts3Tokenizer, 0, out _);
        raw.sqlite3_limit(Handle, raw.SQLITE_LIMIT_LENGTH, MaxLength);
        raw.sqlite3_limit(Handle, raw.SQLITE_LIMIT_SQL_LENGTH, StatementBytes.MaxBytes + 64);
        raw.sqlite3_limit(Handle, raw.SQLITE_LIMIT_ATTACHED, 0);
        raw.sqlite3_limit(Handle, raw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000);
        raw.sqlite3_limit(Handle, raw.SQLITE_LIMIT_WORKER_THREADS, 0);
        raw.sqlite3_busy_timeout(Handle, 1000);
        delegate_progress ended = _ => _time.GetTimestamp() > _deadline || _cancellation.IsCancellationRequested ? 1 : 0;
        raw.sqlite3_progress_handler(Handle, OperationsBetweenChecks, ended, null);
        delegate_authorizer authorize = Authorizer.Authorize;
        raw.sqlite3_set_authorizer(Handle, authorize, null);
    }

    private sqlite3_stmt PrepareOwn(string sql)
    {
        sqlite3_stmt? statement = null;
        Authorizer.Own(() => raw.sqlite3_prepare_v2(Handle, sql, out statement));
        return statement!;
    }

    private List<T>? Explain<T>(string sql, Func<sqlite3_stmt, T> read)
    {
        var rows = new List<T>();
        var result = Prepare(Encoding.UTF8.GetBytes(sql), out var plan, out _);
        using (plan)
        {
            while (result is raw.SQLITE_OK or raw.SQLITE_ROW && (result = raw.sqlite3_step(plan!)) == raw.SQLITE_ROW)
            {
                rows.Add(read(plan!));
            }
        }

        return result == raw.SQLITE_DONE ? rows : null;
    }

    private void Step(sqlite3_stmt statement)
    {
        var result = Authorizer.Own(() => raw.sqlite3_step(statement));
        raw.sqlite3_reset(statement);
        SqliteException.ThrowExceptionForRC(result, Handle);
    }

    private bool Refuses(string change)
    {
        var result = Prepare(Encoding.UTF8.GetBytes(change), out var statement, out _);
        statement?.Dispose();
        return result == raw.SQLITE_AUTH;
    }
}
