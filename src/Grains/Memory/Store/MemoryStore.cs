using System.Collections.Immutable;
using System.Globalization;
using AgentCluster.Storage;

namespace AgentCluster.Memory;

/// <summary>Memories in the platform database; what an engine does in its own way is in its class.</summary>
internal abstract partial class MemoryStore : IMemoryStore
{
    private readonly MemoryDialect _dialect;

    /// <summary>Sets up what both engines share.</summary>
    /// <param name="database">The platform database.</param>
    /// <param name="dialect">The engine's.</param>
    protected MemoryStore(IPlatformDatabase database, MemoryDialect dialect) =>
        (Database, Columns, _dialect) = (database, MemoryRows.Columns(dialect), dialect);

    /// <summary>The platform database.</summary>
    protected IPlatformDatabase Database { get; }

    /// <summary>Columns of a memory <c>m</c>, as <see cref="MemoryRows"/> reads them.</summary>
    protected string Columns { get; }

    /// <inheritdoc />
    public Task<ImmutableArray<BatchItem>> StoreAsync(
        string tenant, IReadOnlyList<PreparedMemory> memories, string? operation, DateTimeOffset now, CancellationToken cancellationToken) =>
        WriteAsync(
            tenant,
            session => session.OnceAsync(tenant, operation, now, () => new MemoryWriter(session, tenant, now, _dialect).WriteAsync(memories)),
            cancellationToken);

    /// <inheritdoc />
    public abstract Task<ImmutableArray<RecalledMemory>> RecallAsync(
        string tenant, MemoryQuery query, RecallProbe probe, DateTimeOffset now, CancellationToken cancellationToken);

    /// <inheritdoc />
    public Task<Page<MemoryItem>> ListAsync(string tenant, MemoryQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var filter = RecallFilter.Of(query, now);
        var statuses = Enum.GetValues<MemoryStatus>().Where(filter.Admits).Select(status => ((int)status).ToString(CultureInfo.InvariantCulture));
        var before = query.Cursor is null ? long.MaxValue : long.Parse(query.Cursor, CultureInfo.InvariantCulture);
        return Database.ReadAsync(
            tenant,
            async session =>
            {
                var rows = await session.QueryAsync(
                    MemoryRows.ReadNumbered,
                    $"""
                    SELECT {Columns} FROM agent_memory m
                     WHERE m.tenant = @tenant AND m.status IN ({string.Join(", ", statuses)}) AND m.seq < @before
                       AND (m.agent = @agent OR m.agent IS NULL OR @all)
                       AND (m.source = @source OR m.source IS NULL OR @source IS NULL)
                       AND m.kind IN ('{string.Join("', '", KindSet.Names(filter.Kinds))}')
                       AND ((m.valid_from <= @at AND (m.valid_to IS NULL OR m.valid_to > @at)) OR @at IS NULL)
                     ORDER BY m.seq DESC LIMIT @limit
                    """,
                    ("@tenant", tenant), ("@before", before), ("@all", query.AllAgents), ("@agent", query.Agent),
                    ("@source", filter.Source), ("@at", filter.Instant), ("@limit", query.Limit + 1));
                return PageOf(rows, query.Limit);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<MemoryItem?> GetAsync(string tenant, string id, CancellationToken cancellationToken) =>
        Database.ReadAsync(tenant, session => FindAsync(session, tenant, id), cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<MemoryItem>> HistoryAsync(string tenant, string id, CancellationToken cancellationToken) =>
        ReadManyAsync(
            tenant,
            $"""
            WITH RECURSIVE chain(id, next) AS (
                SELECT id, superseded_by FROM agent_memory WHERE tenant = @tenant AND id = @id
                UNION
                SELECT o.id, o.superseded_by FROM chain JOIN agent_memory o ON o.tenant = @tenant AND (o.id = chain.next OR o.superseded_by = chain.id))
            SELECT {Columns} FROM agent_memory m WHERE m.tenant = @tenant AND m.id IN (SELECT id FROM chain) ORDER BY m.seq
            """,
            cancellationToken, ("@tenant", tenant), ("@id", id));

    /// <inheritdoc />
    public Task<ImmutableArray<MemoryItem>> StaleAsync(string tenant, string source, int limit, CancellationToken cancellationToken) =>
        ReadManyAsync(
            tenant,
            $"""
            SELECT {Columns} FROM agent_memory m
             WHERE m.tenant = @tenant AND m.status = 1 AND (m.source IS NULL OR m.source = @source) ORDER BY m.seq LIMIT @limit
            """,
            cancellationToken, ("@tenant", tenant), ("@source", source), ("@limit", limit));

    /// <inheritdoc />
    public Task<MemoryCounts> CountAsync(string tenant, CancellationToken cancellationToken) =>
        Database.ReadAsync(
            tenant,
            async session => new MemoryCounts
            {
                ActiveByKind = (await session.QueryAsync(
                    row => KeyValuePair.Create(row.GetString(0), row.GetInt32(1)),
                    "SELECT kind, count(*) FROM agent_memory WHERE tenant = @tenant AND status = 0 GROUP BY kind",
                    ("@tenant", tenant))).ToImmutableDictionary(),
                Stale = await session.FirstAsync(
                    row => row.GetInt32(0), "SELECT count(*) FROM agent_memory WHERE tenant = @tenant AND status = 1", ("@tenant", tenant)),
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<MemoryItem>> LearnedByAsync(string tenant, string agent, int limit, CancellationToken cancellationToken) =>
        ReadManyAsync(
            tenant,
            $"""
            SELECT {Columns} FROM agent_memory m
             WHERE m.seq IN (
                   SELECT seq FROM agent_memory WHERE tenant = @tenant AND agent = @agent AND +status = 0
                   UNION ALL
                   SELECT seq FROM agent_memory {_dialect.IndexedBy("agent_memory_provenance")}
                    WHERE tenant = @tenant AND provenance >= @named AND provenance < @after AND +status = 0
                      AND (provenance = @named OR provenance >= @parts))
             ORDER BY m.seq DESC LIMIT @limit
            """,
            cancellationToken, ("@tenant", tenant), ("@agent", agent), ("@named", $"agent:{agent}"), ("@parts", $"agent:{agent}/"), ("@after", $"agent:{agent}0"), ("@limit", limit));

    private static Page<MemoryItem> PageOf(List<(long Sequence, MemoryItem Item)> rows, int limit) => new()
    {
        Items = [.. rows.Take(limit).Select(row => row.Item)],
        Next = rows.Count > limit ? rows[limit - 1].Sequence.ToString(CultureInfo.InvariantCulture) : null,
    };

    /// <summary>Runs one transaction; the work may run again from its beginning when another writer was faster.</summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="tenant">Tenant.</param>
    /// <param name="work">Statements on the session given.</param>
    /// <param name="cancellationToken">Cancels work that has not begun.</param>
    protected virtual Task<T> WriteAsync<T>(string tenant, Func<PlatformSession, Task<T>> work, CancellationToken cancellationToken) =>
        Database.WriteAsync(tenant, work, cancellationToken);

    private Task<MemoryItem?> FindAsync(PlatformSession session, string tenant, string id) => session.FirstAsync(
        MemoryRows.Read, $"SELECT {Columns} FROM agent_memory m WHERE m.tenant = @tenant AND m.id = @id", ("@tenant", tenant), ("@id", id));

    private Task<ImmutableArray<MemoryItem>> ReadManyAsync(
        string tenant, string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        Database.ReadAsync(tenant, async session => (await session.QueryAsync(MemoryRows.Read, sql, parameters)).ToImmutableArray(), cancellationToken);
}
