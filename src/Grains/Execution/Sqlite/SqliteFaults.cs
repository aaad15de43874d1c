using SQLitePCL;

namespace AgentCluster.Execution.Sqlite;

/// <summary>What a result code of the engine means to whoever sent the statement.</summary>
internal static class SqliteFaults
{
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public static Problem Of(SqliteSession session, int result, TimeSpan limit, CancellationToken cancellationToken)
    {
        switch (result & 0xff)
        {
            case raw.SQLITE_INTERRUPT:
                cancellationToken.ThrowIfCancellationRequested();
                return Problem.Unavailable("timeout", $"The statement ran longer than {limit.TotalSeconds:0.###} s and was ended; narrow it.");
            case raw.SQLITE_AUTH:
                return Problem.Forbidden("forbiddenSql", $"The sandbox refused it while it ran: {session.Message}.", "sql");
            case raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_PROTOCOL or raw.SQLITE_FULL:
                return Problem.Unavailable("sourceUnavailable", $"SQLite says: {session.Message}");
            default:
                return Problem.Invalid("sql", session.Message, "sqlError");
        }
    }
}
