namespace AgentCluster.Execution.Postgres;

/// <summary>The inspecting login would write every tree, and with it every literal, to the server's log.</summary>
internal sealed class PostgresLogException(string login) : AgentClusterException(
    $"The server would log every inspected statement with its values, so nothing of agents or clients is inspected or run. As a superuser run once: {Mend(login)}")
{
    /// <summary>What a superuser runs once.</summary>
    public string Repair { get; } = Mend(login);

    private static string Mend(string login) => $"ALTER ROLE {login} SET log_min_messages = 'fatal';";
}
