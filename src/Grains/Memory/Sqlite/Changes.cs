using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Memory.Sqlite;

/// <summary>Numbers the writes to <c>agent_memory</c>; there is one writer, so numbers become visible in their order.</summary>
internal static class Changes
{
    /// <summary>The number of the write that begins.</summary>
    /// <param name="connection">The writer's connection.</param>
    public static long Next(SqliteConnection connection)
    {
        using var command = connection.Command("SELECT coalesce(max(change), 0) + 1 FROM agent_memory");
        return (long)command.ExecuteScalar()!;
    }
}
