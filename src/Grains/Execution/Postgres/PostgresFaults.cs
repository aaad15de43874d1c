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

    /// <summary>The server's words for a person.</summary>
    public static string Shown(PostgresException failure) =>
        failure.Hint is { Length: > 0 } hint ? $"{failure.MessageText} ({hint})" : failure.MessageText;
}
