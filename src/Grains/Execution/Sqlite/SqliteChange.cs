using System.Text;
using SQLitePCL;

namespace AgentCluster.Execution.Sqlite;

/// <summary>Runs one inspected change within the session's transaction.</summary>
internal static class SqliteChange
{
    /// <summary>The rows changed, or why it failed; what it had done by then is for the caller to roll back.</summary>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public static Outcome<long> Run(SqliteSession session, string sql, IReadOnlyDictionary<string, object?> values, TimeSpan limit, CancellationToken cancellationToken)
    {
        session.Arm(limit, cancellationToken);
        try
        {
            return session.Authorizer.Running(SqliteTrace.For(SqliteShape.Of(sql)), () => Step(session, sql, values, limit, cancellationToken));
        }
        finally
        {
            session.Disarm();
        }
    }

    private static Outcome<long> Step(SqliteSession session, string sql, IReadOnlyDictionary<string, object?> values, TimeSpan limit, CancellationToken cancellationToken)
    {
        var before = raw.sqlite3_total_changes(session.Handle);
        var result = session.Prepare(Encoding.UTF8.GetBytes(sql), out var statement, out _);
        using (statement)
        {
            if (result == raw.SQLITE_OK && SqliteParameters.Bind(statement!, values) is { } problem)
            {
                return problem;
            }

            // Rows of a RETURNING come when every change is made.
            while (result is raw.SQLITE_OK or raw.SQLITE_ROW)
            {
                result = raw.sqlite3_step(statement!);
            }

            // The engine keeps the count of the statement before when one changes no row.
            return result != raw.SQLITE_DONE ? SqliteFaults.Of(session, result, limit, cancellationToken)
                : raw.sqlite3_total_changes(session.Handle) == before ? 0L
                : raw.sqlite3_changes(session.Handle);
        }
    }
}
