using System.Collections.Immutable;
using AgentCluster.Storage;

namespace AgentCluster.Memory;

/// <content>What happens to a memory after it was stored.</content>
internal abstract partial class MemoryStore
{
    // What took the memory's place: the end of its chain, whoever holds its key, or without a key an equal one stored since.
    private string SupersedeSuccessors => $"""
        WITH RECURSIVE later(id) AS (
            SELECT superseded_by FROM agent_memory WHERE tenant = @tenant AND id = @id
            UNION
            SELECT o.superseded_by FROM later JOIN agent_memory o ON o.tenant = @tenant AND o.id = later.id)
        UPDATE agent_memory SET status = 2, valid_to = CASE WHEN valid_from > @now THEN valid_from ELSE @now END, superseded_by = @id{_dialect.Touch}
         WHERE tenant = @tenant AND status < 2 AND id <> @id
           AND (id IN (SELECT later.id FROM later)
                OR id IN (SELECT o.id FROM agent_memory r JOIN agent_memory o
                              ON o.tenant = r.tenant AND o.kind = r.kind
                             AND o.agent IS NOT DISTINCT FROM r.agent AND o.source IS NOT DISTINCT FROM r.source
                           WHERE r.tenant = @tenant AND r.id = @id AND o.status < 2
                             AND (o.unique_key = r.unique_key OR (r.unique_key IS NULL AND o.digest = r.digest))))
        """;

    // The index and + make SQLite read the dependants of one object only.
    private string MarkOneStale => $"""
        UPDATE agent_memory SET status = 1{_dialect.Touch}
         WHERE tenant = @tenant AND +status = 0 AND (source IS NULL OR source = @source)
           AND id IN (SELECT memory_id FROM agent_memory_dependency {_dialect.IndexedBy("agent_memory_dependency_object")}
                       WHERE tenant = @tenant AND object = @object AND fingerprint IS DISTINCT FROM @fingerprint)
        """;

    private string RetireClause => $"status = 3, valid_to = coalesce(valid_to, CASE WHEN valid_from > @now THEN valid_from ELSE @now END){_dialect.Touch}";

    /// <inheritdoc />
    public Task<MemoryItem?> RetireAsync(string tenant, string id, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(
            tenant,
            id,
            session => session.ExecuteAsync(
                $"UPDATE agent_memory SET {RetireClause} WHERE tenant = @tenant AND id = @id AND status <> 3", ("@tenant", tenant), ("@id", id), ("@now", now)),
            cancellationToken);

    /// <inheritdoc />
    public Task<MemoryItem?> RestoreAsync(string tenant, string id, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(
            tenant,
            id,
            async session =>
            {
                await session.ExecuteAsync(SupersedeSuccessors, ("@tenant", tenant), ("@id", id), ("@now", now));
                await session.ExecuteAsync(
                    $"UPDATE agent_memory SET status = 0, valid_to = NULL, superseded_by = NULL{_dialect.Touch} WHERE tenant = @tenant AND id = @id",
                    ("@tenant", tenant), ("@id", id));
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<MemoryItem?> RevalidateAsync(
        string tenant, string id, ImmutableArray<MemoryDependency> dependsOn, CancellationToken cancellationToken) =>
        ChangeAsync(
            tenant,
            id,
            async session =>
            {
                var changed = await session.ExecuteAsync(
                    $"UPDATE agent_memory SET status = 0{_dialect.Touch} WHERE tenant = @tenant AND id = @id AND status < 2", ("@tenant", tenant), ("@id", id));
                if (changed > 0)
                {
                    await session.ExecuteAsync(MemoryChanges.ForgetDependencies, ("@tenant", tenant), ("@id", id));
                    await session.ExecuteManyAsync(MemoryChanges.InsertDependency, [.. MemoryChanges.DependenciesOf(tenant, id, dependsOn)]);
                }
            },
            cancellationToken);

    /// <inheritdoc />
    public Task MarkUsedAsync(string tenant, IReadOnlyCollection<string> ids, DateTimeOffset now, CancellationToken cancellationToken) =>
        WriteAsync(
            tenant,
            session => session.ExecuteManyAsync(
                "UPDATE agent_memory SET use_count = use_count + 1, last_used_at = @now WHERE tenant = @tenant AND id = @id",
                [.. ids.Order(StringComparer.Ordinal).Select(id => new (string, object?)[] { ("@tenant", tenant), ("@id", id), ("@now", now) })]),
            cancellationToken);

    /// <inheritdoc />
    public Task<MemoryItem?> JudgeAsync(string tenant, string id, bool confirmed, CancellationToken cancellationToken)
    {
        var counted = confirmed ? "confirmations = confirmations + 1, trust = CASE WHEN trust = 1 THEN 2 ELSE trust END" : "refutations = refutations + 1";
        return ChangeAsync(
            tenant,
            id,
            session => session.ExecuteAsync(
                $"UPDATE agent_memory SET {counted}{_dialect.Touch} WHERE tenant = @tenant AND id = @id", ("@tenant", tenant), ("@id", id)),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<int> MarkStaleAsync(
        string tenant, string source, IReadOnlyDictionary<string, string?> fingerprints, CancellationToken cancellationToken) =>
        WriteAsync(
            tenant,
            async session => await session.ExecuteManyAsync(
                MarkOneStale,
                [
                    .. from name in await DriftedAsync(session, tenant, fingerprints)
                       select new (string, object?)[] { ("@tenant", tenant), ("@source", source), ("@object", name), ("@fingerprint", fingerprints[name]) },
                ]),
            cancellationToken);

    /// <inheritdoc />
    public Task<int> RetireSourcesExceptAsync(
        string tenant, IReadOnlyCollection<string> sources, DateTimeOffset now, CancellationToken cancellationToken) =>
        WriteAsync(
            tenant,
            async session =>
            {
                var known = await session.QueryAsync(
                    row => row.GetString(0),
                    "SELECT DISTINCT source FROM agent_memory WHERE tenant = @tenant AND status < 2 AND source IS NOT NULL",
                    ("@tenant", tenant));
                return await session.ExecuteManyAsync(
                    $"UPDATE agent_memory SET {RetireClause} WHERE tenant = @tenant AND status < 2 AND source = @source",
                    [.. known.Except(sources).Select(gone => new (string, object?)[] { ("@tenant", tenant), ("@source", gone), ("@now", now) })]);
            },
            cancellationToken);

    // A catalog has tens of thousands of objects and a drift concerns few: one pass instead of an update for each.
    private static async Task<IEnumerable<string>> DriftedAsync(PlatformSession session, string tenant, IReadOnlyDictionary<string, string?> fingerprints)
    {
        var rested = await session.QueryAsync(
            row => (Object: row.GetString(0), Fingerprint: row.GetString(1)),
            "SELECT object, fingerprint FROM agent_memory_dependency WHERE tenant = @tenant",
            ("@tenant", tenant));
        return rested.Where(on => fingerprints.TryGetValue(on.Object, out var present) && present != on.Fingerprint).Select(on => on.Object).Distinct();
    }

    private Task<MemoryItem?> ChangeAsync(string tenant, string id, Func<PlatformSession, Task> change, CancellationToken cancellationToken) =>
        WriteAsync(
            tenant,
            async session =>
            {
                await change(session);
                return await FindAsync(session, tenant, id);
            },
            cancellationToken);
}
