using System.Text;
using Microsoft.Extensions.Options;
using SQLitePCL;

namespace AgentCluster.Execution.Sqlite;

/// <summary>Runs a statement whose verdict is read. The authorizer judges it once more while it is compiled: the verdict is not trusted, only needed.</summary>
internal sealed class SqliteReadSandbox(IOptions<ExecutionOptions> options)
{
    /// <summary>The rows, or why there are none.</summary>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public Outcome<ResultSet> Read(SqliteSession session, ReadRequest request, CancellationToken cancellationToken)
    {
        session.Arm(options.Value.StatementTimeout, cancellationToken);
        try
        {
            var prepared = session.Prepare(Encoding.UTF8.GetBytes(request.Sql), out var statement, out _);
            using (statement)
            {
                if (prepared != raw.SQLITE_OK)
                {
                    return Fault(session, prepared, cancellationToken);
                }

                return SqliteParameters.Bind(statement!, request.Parameters) is { } problem ? problem : Step(session, statement!, request, cancellationToken);
            }
        }
        finally
        {
            session.Disarm();
        }
    }

    private Outcome<ResultSet> Step(SqliteSession session, sqlite3_stmt statement, ReadRequest request, CancellationToken cancellationToken)
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

        return truncated || result == raw.SQLITE_DONE ? session.Rows.Finish(statement, truncated) : Fault(session, result, cancellationToken);
    }

    private Problem Fault(SqliteSession session, int result, CancellationToken cancellationToken) =>
        SqliteFaults.Of(session, result, options.Value.StatementTimeout, cancellationToken);
}
