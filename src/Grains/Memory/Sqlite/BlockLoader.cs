using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Memory.Sqlite;

/// <summary>Fills vector blocks from the database and brings them up to date: only what changed since is read.</summary>
internal static class BlockLoader
{
    private const string Changed = """
        SELECT seq, status, kind, source, trust, recorded_at, valid_from, valid_to, change,
               CASE WHEN embedding_model = $model THEN embedding END
          FROM agent_memory WHERE tenant = $tenant AND agent IS $agent AND change > $after
        """;

    /// <summary>Applies every change the block has not seen; the caller holds its gate.</summary>
    /// <param name="connection">A reader.</param>
    /// <param name="block">The block.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="agent">Agent, or null for shared memories.</param>
    /// <param name="model">Embedding model; vectors of other models are left out.</param>
    /// <param name="filter">Which statuses the block holds.</param>
    public static void Refresh(
        SqliteConnection connection, VectorBlock block, string tenant, string? agent, string model, in RecallFilter filter)
    {
        using var command = connection.Command(
            Changed, ("$tenant", tenant), ("$agent", agent), ("$after", block.ChangedUpTo), ("$model", model));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (filter.Admits((MemoryStatus)reader.GetInt32(1)))
            {
                block.Put(EntryOf(reader), reader.IsDBNull(9) ? [] : reader.GetFieldValue<byte[]>(9));
            }
            else
            {
                block.Remove(reader.GetInt64(0));
            }

            block.ChangedUpTo = Math.Max(block.ChangedUpTo, reader.GetInt64(8));
        }
    }

    /// <summary>The agents of a tenant that have memories, null among them for the shared ones.</summary>
    /// <param name="connection">A reader.</param>
    /// <param name="tenant">Tenant.</param>
    public static List<string?> Agents(SqliteConnection connection, string tenant) =>
        connection.Query(row => row.Text(0), "SELECT DISTINCT agent FROM agent_memory WHERE tenant = $tenant", ("$tenant", tenant));

    // Sources are few and repeat in every entry.
    private static BlockEntry EntryOf(SqliteDataReader reader) => new(
        reader.GetInt64(0),
        KindSet.BitOf(reader.GetString(2)),
        reader.Text(3) is { } source ? string.Intern(source) : null,
        (MemoryTrust)reader.GetInt32(4),
        reader.GetInt64(5),
        reader.GetInt64(6),
        reader.IsDBNull(7) ? long.MaxValue : reader.GetInt64(7));
}
