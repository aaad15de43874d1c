using System.Collections.Immutable;
using System.Text.Json;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Memory.Sqlite;

/// <content>What happens to a memory after it was stored.</content>
public sealed partial class SqliteMemoryStore
{
    // What took the memory's place: the end of its chain, whoever holds its key, or without a key an equal one stored since.
    private const string SupersedeSuccessors = """
        WITH RECURSIVE later(id) AS (
            SELECT superseded_by FROM agent_memory WHERE tenant = $tenant AND id = $id
            UNION
            SELECT o.superseded_by FROM later JOIN agent_memory o ON o.tenant = $tenant AND o.id = later.id)
        UPDATE agent_memory SET status = 2, valid_to = max(valid_from, $now), superseded_by = $id, change = $change
         WHERE tenant = $tenant AND status < 2 AND id <> $id
           AND (id IN (SELECT id FROM later)
                OR id IN (SELECT o.id FROM agent_memory r JOIN agent_memory o
                              ON o.tenant = r.tenant AND o.kind = r.kind AND o.agent IS r.agent AND o.source IS r.source
                           WHERE r.tenant = $tenant AND r.id = $id AND o.status < 2
                             AND (o.unique_key = r.unique_key OR (r.unique_key IS NULL AND o.digest = r.digest))))
        """;

    // INDEXED BY and + make it read the dependants of one object only.
    private const string MarkOneStale = """
        UPDATE agent_memory SET status = 1, change = $change
         WHERE tenant = $tenant AND +status = 0 AND (source IS NULL OR source = $source)
           AND id IN (SELECT memory_id FROM agent_memory_dependency INDEXED BY agent_memory_dependency_object
                       WHERE tenant = $tenant AND object = $object AND fingerprint IS NOT $fingerprint)
        """;

    /// <inheritdoc />
    public Task<MemoryItem?> RetireAsync(string tenant, string id, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(
            tenant,
            id,
            (connection, change) => connection.Execute(
                "UPDATE agent_memory SET status = 3, valid_to = coalesce(valid_to, max(valid_from, $now)), change = $change WHERE tenant = $tenant AND id = $id AND status <> 3",
                ("$tenant", tenant), ("$id", id), ("$now", now.ToUnixTimeMilliseconds()), ("$change", change)),
            cancellationToken);

    /// <inheritdoc />
    public Task<MemoryItem?> RestoreAsync(string tenant, string id, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(
            tenant,
            id,
            (connection, change) =>
            {
                connection.Execute(
                    SupersedeSuccessors, ("$tenant", tenant), ("$id", id), ("$now", now.ToUnixTimeMilliseconds()), ("$change", change));
                connection.Execute(
                    "UPDATE agent_memory SET status = 0, valid_to = NULL, superseded_by = NULL, change = $change WHERE tenant = $tenant AND id = $id",
                    ("$tenant", tenant), ("$id", id), ("$change", change));
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<MemoryItem?> RevalidateAsync(
        string tenant, string id, ImmutableArray<MemoryDependency> dependsOn, CancellationToken cancellationToken) =>
        ChangeAsync(
            tenant,
            id,
            (connection, change) =>
            {
                var changed = connection.Execute(
                    "UPDATE agent_memory SET status = 0, change = $change WHERE tenant = $tenant AND id = $id AND status < 2",
                    ("$tenant", tenant), ("$id", id), ("$change", change));
                if (changed > 0)
                {
                    ReplaceDependencies(connection, tenant, id, dependsOn);
                }
            },
            cancellationToken);

    /// <inheritdoc />
    public Task MarkUsedAsync(string tenant, IReadOnlyCollection<string> ids, DateTimeOffset now, CancellationToken cancellationToken) =>
        platform.WriteAsync(
            connection =>
            {
                using var use = new PreparedStatement(
                    connection, "UPDATE agent_memory SET use_count = use_count + 1, last_used_at = $now WHERE tenant = $tenant AND id = $id");
                foreach (var id in ids)
                {
                    use.Run(("$tenant", tenant), ("$id", id), ("$now", now.ToUnixTimeMilliseconds()));
                }

                return ids.Count;
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<MemoryItem?> JudgeAsync(string tenant, string id, bool confirmed, CancellationToken cancellationToken) =>
        ChangeAsync(
            tenant,
            id,
            (connection, change) => connection.Execute(
                confirmed
                    ? """
                      UPDATE agent_memory SET confirmations = confirmations + 1, trust = iif(trust = 1, 2, trust), change = $change
                       WHERE tenant = $tenant AND id = $id
                      """
                    : "UPDATE agent_memory SET refutations = refutations + 1, change = $change WHERE tenant = $tenant AND id = $id",
                ("$tenant", tenant), ("$id", id), ("$change", change)),
            cancellationToken);

    /// <inheritdoc />
    public Task<int> MarkStaleAsync(
        string tenant, string source, IReadOnlyDictionary<string, string?> fingerprints, CancellationToken cancellationToken) =>
        platform.WriteAsync(
            connection =>
            {
                var (count, change) = (0, Changes.Next(connection));
                foreach (var name in Drifted(connection, tenant, fingerprints))
                {
                    count += connection.Execute(
                        MarkOneStale, ("$tenant", tenant), ("$source", source), ("$object", name), ("$fingerprint", fingerprints[name]), ("$change", change));
                }

                return count;
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<int> RetireSourcesExceptAsync(
        string tenant, IReadOnlyCollection<string> sources, DateTimeOffset now, CancellationToken cancellationToken) =>
        platform.WriteAsync(
            connection => connection.Execute(
                """
                UPDATE agent_memory SET status = 3, valid_to = coalesce(valid_to, max(valid_from, $now)), change = $change
                 WHERE tenant = $tenant AND status < 2 AND source IS NOT NULL AND source NOT IN (SELECT value FROM json_each($sources))
                """,
                ("$tenant", tenant), ("$now", now.ToUnixTimeMilliseconds()), ("$change", Changes.Next(connection)),
                ("$sources", JsonSerializer.Serialize(sources))),
            cancellationToken);

    // A catalog has tens of thousands of objects and a drift concerns few: one pass instead of an update for each.
    private static HashSet<string> Drifted(SqliteConnection connection, string tenant, IReadOnlyDictionary<string, string?> fingerprints) =>
        connection.Query(
                row => (Object: row.GetString(0), Fingerprint: row.GetString(1)),
                "SELECT object, fingerprint FROM agent_memory_dependency WHERE tenant = $tenant",
                ("$tenant", tenant))
            .Where(row => fingerprints.TryGetValue(row.Object, out var present) && present != row.Fingerprint)
            .Select(row => row.Object)
            .ToHashSet();

    private static void ReplaceDependencies(SqliteConnection connection, string tenant, string id, ImmutableArray<MemoryDependency> dependsOn)
    {
        connection.Execute("DELETE FROM agent_memory_dependency WHERE tenant = $tenant AND memory_id = $id", ("$tenant", tenant), ("$id", id));
        foreach (var dependency in dependsOn)
        {
            connection.Execute(
                "INSERT OR REPLACE INTO agent_memory_dependency VALUES ($tenant, $id, $object, $fingerprint)",
                ("$tenant", tenant), ("$id", id), ("$object", dependency.Object), ("$fingerprint", dependency.Fingerprint));
        }
    }

    private Task<MemoryItem?> ChangeAsync(string tenant, string id, Action<SqliteConnection, long> change, CancellationToken cancellationToken) =>
        platform.WriteAsync(
            connection =>
            {
                change(connection, Changes.Next(connection));
                return MemoryRows.Find(connection, tenant, id);
            },
            cancellationToken);
}
