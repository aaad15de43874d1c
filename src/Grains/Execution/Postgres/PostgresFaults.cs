using AgentCluster.Execution.Writing;
using Npgsql;

namespace AgentCluster.Execution.Postgres;

/// <summary>What an error of the server is about.</summary>
internal static class PostgresFaults
{
    private const string QueryCanceled = "57014";

    /// <summary>Whether the statement is at fault, not the server, the connection or the rights of the login.</summary>
    public static bool IsOfStatement(PostgresException failure) =>
        failure.SqlState is not QueryCanceled && failure.SqlState[..2] is not ("08" or "53" or "57" or "58" or "XX");

    public static bool IsTimeout(PostgresException failure) => failure.SqlState is QueryCanceled or "55P03" or "25P03" or "57P05";

    /// <summary>Whether another transaction stood in the way: the same once more may succeed.</summary>
    public static bool IsContention(PostgresException failure) =>
        failure.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable;

    /// <summary>What an error means for a change, which it ended; null when it is the server that fails.</summary>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public static Problem? OfChange(PostgresException failure, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (IsTimeout(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return IsContention(failure) || failure is { SqlState: PostgresErrorCodes.UniqueViolation, SchemaName: "agentcluster_ledger" } ? WriteGate.Busy(failure.MessageText)
            : IsTimeout(failure) ? Problem.Unavailable("timeout", $"The statement ran longer than {limit.TotalSeconds:0.###} s and was ended; narrow it.")
            : failure.SqlState == PostgresErrorCodes.InsufficientPrivilege ? Problem.Forbidden("noPrivilege", $"The writing login may not do it: {Shown(failure)}", "sql")
            : IsOfStatement(failure) ? Problem.Invalid("sql", Shown(failure), "sqlError")
            : null;
    }

    public static string Shown(NpgsqlException failure) => failure is PostgresException refused ? Shown(refused) : failure.Message;

    /// <summary>The server's words for a person.</summary>
    public static string Shown(PostgresException failure) =>
        failure.Hint is { Length: > 0 } hint ? $"{failure.MessageText} ({hint})" : failure.MessageText;
}
