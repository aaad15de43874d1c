using System.Collections.Immutable;
using System.Runtime.InteropServices;
using AgentCluster.Storage;

namespace AgentCluster.Memory.Sqlite;

/// <summary>Memories in the embedded platform database.</summary>
internal sealed class SqliteMemoryStore : MemoryStore
{
    /// <summary>How SQLite writes memories.</summary>
    public static readonly MemoryDialect Dialect = new()
    {
        Dependencies = """
            (SELECT json_group_array(json_array(d.object, d.fingerprint)) FROM agent_memory_dependency d WHERE d.tenant = m.tenant AND d.memory_id = m.id)
            """,
        Inserted = ("change", NextChange),
        IndexWords = "INSERT INTO agent_memory_fts (rowid, words) SELECT seq, @words FROM agent_memory WHERE tenant = @tenant AND id = @id",
        Touch = $", change = {NextChange}",
        IndexedBy = index => $"INDEXED BY {index}",
        Vector = embedding => MemoryMarshal.AsBytes(embedding.Span).ToArray(),
    };

    // There is one writer, so numbers become visible in their order.
    private const string NextChange = "(SELECT coalesce(max(change), 0) + 1 FROM agent_memory)";

    // About 600,000 memories of 100 dimensions; beyond, agents that have not been asked lately are read again when they are.
    private const long MostBlockBytes = 256L << 20;

    private readonly SqlitePlatform _platform;
    private readonly VectorBlocks _blocks = new(MostBlockBytes);

    /// <summary>Opens the store.</summary>
    /// <param name="platform">The platform database.</param>
    public SqliteMemoryStore(SqlitePlatform platform)
        : base(platform, Dialect) => _platform = platform;

    /// <inheritdoc />
    public override Task<ImmutableArray<RecalledMemory>> RecallAsync(
        string tenant, MemoryQuery query, RecallProbe probe, DateTimeOffset now, CancellationToken cancellationToken) =>
        _platform.ReadAsync(connection => new SqliteRecall(_blocks, connection, tenant, query, probe, now).Run(), cancellationToken);
}
