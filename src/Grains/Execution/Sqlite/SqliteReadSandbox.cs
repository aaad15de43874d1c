using System.Text;
using Microsoft.Extensions.Options;
using SQLitePCL;

namespace AgentCluster.Execution.Sqlite;

/// <summary>Runs a statement whose verdict is read. The authorizer judges it once more while it is compiled: the verdict is not trusted, only needed.</summary>
internal sealed class SqliteReadSandbox(IOptions<ExecutionOptions> options)
{
    /// <summary>The rows, or why there are none.</summary>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public Outcome<ResultSet> Read(SqliteSession session, ReadRequest request, CancellationToken ct)
    {
        session.Arm(options.Value.StatementTimeout, ct);
        try
        {
            var prepared = session.Prepare(Encoding.UTF8.GetBytes(request.Sql), out var statement, out _);
            using (statement)
            {
                if (prepared != raw.SQLITE_OK)
                {
                    return Fault(session, prepared, ct);
                }

                return SqliteParameters.Bind(statement!, request.Parameters) is { } problem ? problem : Step(session, statement!, request, ct);
            }
        }
        finally
        {
            session.Disarm();
        }
    }

    private Outcome<ResultSet> Step(SqliteSession session, sqlite3_stmt statement, ReadRequest request, CancellationToken ct)
    {
        var maxRows = Math.Clamp(request.MaxRows, 1, options.Value.MaxRows);
        session.Rows.Begin(statement);
        int result;
        var truncated = false;
        while ((result = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
        {
            if (session.Rows.Count == maxRows || !session.Rows.TryAdd(statement, options.Value.MaxBytes))
            {
                truncated = true;
                break;
            }
        }

        return truncated || result == raw.SQLITE_DONE ? session.Rows.Finish(statement, truncated) : Fault(session, result, ct);
    }

    private Problem Fault(SqliteSession session, int result, CancellationToken ct)
    {
        switch (result & 0xff)
        {
            case raw.SQLITE_INTERRUPT:
                ct.ThrowIfCancellationRequested();
                return Problem.Unavailable("timeout", $"The statement ran longer than {options.Value.StatementTimeout.TotalSeconds:0.###} s and was ended; narrow it.");
            case raw.SQLITE_AUTH:
                return Problem.Forbidden("forbiddenSql", $"The sandbox refused it while it ran: {session.Message}.", "sql");
            case raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_PROTOCOL:
                return Problem.Unavailable("sourceUnavailable", $"SQLite says: {session.Message}");
            default:
                return Problem.Invalid("sql", session.Message, "sqlError");
        }
    }
}
