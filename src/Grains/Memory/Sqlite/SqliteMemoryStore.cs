using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AgentCluster.Storage;

namespace AgentCluster.Memory.Sqlite;

/// <summary>Memories in the embedded platform database.</summary>
/// <param name="platform">The platform database.</param>
internal sealed partial class SqliteMemoryStore(SqlitePlatform platform) : IMemoryStore
{
    // About 600,000 memories of 100 dimensions; beyond, agents that have not been asked lately are read again when they are.
    private const long MostBlockBytes = 256L << 20;

    private readonly VectorBlocks _blocks = new(MostBlockBytes);

    /// <inheritdoc />
    public Task<ImmutableArray<BatchItem>> StoreAsync(
        string tenant, IReadOnlyList<PreparedMemory> memories, DateTimeOffset now, CancellationToken cancellationToken) =>
        platform.WriteAsync(
            connection =>
            {
                using var writer = new MemoryWriter(connection, tenant, now);
                return memories.Select(writer.Write).ToImmutableArray();
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<RecalledMemory>> RecallAsync(
        string tenant, MemoryQuery query, RecallProbe probe, DateTimeOffset now, CancellationToken cancellationToken) =>
        platform.ReadAsync(connection => new SqliteRecall(_blocks, connection, tenant, query, probe, now).Run(), cancellationToken);

    /// <inheritdoc />
    public Task<Page<MemoryItem>> ListAsync(string tenant, MemoryQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var filter = RecallFilter.Of(query, now);
        var statuses = Enum.GetValues<MemoryStatus>().Where(filter.Admits).Select(status => ((int)status).ToString(CultureInfo.InvariantCulture));
        var before = query.Cursor is null ? long.MaxValue : long.Parse(query.Cursor, CultureInfo.InvariantCulture);
        return platform.ReadAsync(
            connection =>
            {
                var rows = connection.Query(
                    MemoryRows.ReadNumbered,
                    $"""
                    SELECT {MemoryRows.Columns} FROM agent_memory m
                     WHERE m.tenant = $tenant AND m.status IN ({string.Join(", ", statuses)}) AND m.seq < $before
                       AND ($all OR m.agent IS NULL OR m.agent = $agent)
                       AND ($source IS NULL OR m.source IS NULL OR m.source = $source)
                       AND m.kind IN (SELECT value FROM json_each($kinds))
                       AND ($at IS NULL OR (m.valid_from <= $at AND (m.valid_to IS NULL OR $at < m.valid_to)))
                     ORDER BY m.seq DESC LIMIT $limit
                    """,
                    ("$tenant", tenant), ("$before", before), ("$all", query.AllAgents), ("$agent", query.Agent),
                    ("$source", filter.Source), ("$kinds", JsonSerializer.Serialize(KindSet.Names(filter.Kinds))), ("$at", filter.At), ("$limit", query.Limit + 1));
                return PageOf(rows, query.Limit);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<MemoryItem?> GetAsync(string tenant, string id, CancellationToken cancellationToken) =>
        platform.ReadAsync(connection => MemoryRows.Find(connection, tenant, id), cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<MemoryItem>> HistoryAsync(string tenant, string id, CancellationToken cancellationToken) =>
        ReadManyAsync(
            $"""
            WITH RECURSIVE chain(id, next) AS (
                SELECT id, superseded_by FROM agent_memory WHERE tenant = $tenant AND id = $id
                UNION
                SELECT o.id, o.superseded_by FROM chain JOIN agent_memory o ON o.tenant = $tenant AND o.id = chain.next
                UNION
                SELECT o.id, o.superseded_by FROM chain JOIN agent_memory o ON o.tenant = $tenant AND o.superseded_by = chain.id)
            SELECT {MemoryRows.Columns} FROM agent_memory m WHERE m.tenant = $tenant AND m.id IN (SELECT id FROM chain) ORDER BY m.seq
            """,
            cancellationToken, ("$tenant", tenant), ("$id", id));

    /// <inheritdoc />
    public Task<ImmutableArray<MemoryItem>> StaleAsync(string tenant, string source, int limit, CancellationToken cancellationToken) =>
        ReadManyAsync(
            $"""
            SELECT {MemoryRows.Columns} FROM agent_memory m
             WHERE m.tenant = $tenant AND m.status = 1 AND (m.source IS NULL OR m.source = $source) ORDER BY m.seq LIMIT $limit
            """,
            cancellationToken, ("$tenant", tenant), ("$source", source), ("$limit", limit));

    /// <inheritdoc />
    public Task<MemoryCounts> CountAsync(string tenant, CancellationToken cancellationToken) =>
        platform.ReadAsync(
            connection => new MemoryCounts
            {
                ActiveByKind = connection.Query(
                    row => KeyValuePair.Create(row.GetString(0), row.GetInt32(1)),
                    "SELECT kind, count(*) FROM agent_memory WHERE tenant = $tenant AND status = 0 GROUP BY kind",
                    ("$tenant", tenant)).ToImmutableDictionary(),
                Stale = connection.Query(
                    row => row.GetInt32(0), "SELECT count(*) FROM agent_memory WHERE tenant = $tenant AND status = 1", ("$tenant", tenant))[0],
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<MemoryItem>> LearnedByAsync(string tenant, string agent, int limit, CancellationToken cancellationToken) =>
        ReadManyAsync(
            $"""
            SELECT {MemoryRows.Columns} FROM agent_memory m
             WHERE m.seq IN (
                   SELECT seq FROM agent_memory WHERE tenant = $tenant AND agent = $agent AND +status = 0
                   UNION ALL
                   SELECT seq FROM agent_memory INDEXED BY agent_memory_provenance
                    WHERE tenant = $tenant AND provenance >= $named AND provenance < $named || '0' AND +status = 0
                      AND (provenance = $named OR provenance >= $named || '/'))
             ORDER BY m.seq DESC LIMIT $limit
            """,
            cancellationToken, ("$tenant", tenant), ("$agent", agent), ("$named", $"agent:{agent}"), ("$limit", limit));

    private static Page<MemoryItem> PageOf(List<(long Sequence, MemoryItem Item)> rows, int limit) => new()
    {
        Items = [.. rows.Take(limit).Select(row => row.Item)],
        Next = rows.Count > limit ? rows[limit - 1].Sequence.ToString(CultureInfo.InvariantCulture) : null,
    };

    private Task<ImmutableArray<MemoryItem>> ReadManyAsync(
        string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        platform.ReadAsync(connection => connection.Query(MemoryRows.Read, sql, parameters).ToImmutableArray(), cancellationToken);
}
