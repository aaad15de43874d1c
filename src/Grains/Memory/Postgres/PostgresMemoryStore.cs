using System.Collections.Immutable;
using AgentCluster.Storage;
using Npgsql;
using Pgvector;

namespace AgentCluster.Memory.Postgres;

/// <summary>
/// Memories in PostgreSQL, where several silos write at once. Unique indexes keep two writers from both being first; the one that
/// comes too late runs again, then under a lock of its tenant, so that however many they are each gets its turn.
/// </summary>
/// <param name="database">The platform database.</param>
internal sealed class PostgresMemoryStore(IPlatformDatabase database) : MemoryStore(database, Dialect)
{
    private const int MostAttempts = 8;

    /// <summary>How PostgreSQL writes memories.</summary>
    private static readonly MemoryDialect Dialect = new()
    {
        Dependencies = """
            (SELECT coalesce(json_agg(json_build_array(d.object, d.fingerprint) ORDER BY d.object), '[]')::text
               FROM agent_memory_dependency d WHERE d.tenant = m.tenant AND d.memory_id = m.id)
            """,
        Inserted = ("words", "to_tsvector('memory', without_diacritics(@words))"),
        ForUpdate = "FOR UPDATE",
        Vector = embedding => new Vector(embedding),
    };

    /// <inheritdoc />
    public override Task<ImmutableArray<RecalledMemory>> RecallAsync(
        string tenant, MemoryQuery query, RecallProbe probe, DateTimeOffset now, CancellationToken cancellationToken) =>
        Database.ReadAsync(tenant, session => new PostgresRecall(session, tenant, query, probe, now).RunAsync(Columns), cancellationToken);

    /// <inheritdoc />
    protected override async Task<T> WriteAsync<T>(string tenant, Func<PlatformSession, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await base.WriteAsync(tenant, attempt == 1 ? work : InTurnAsync, cancellationToken);
            }
            catch (AgentClusterException failure) when (attempt < MostAttempts && IsConflict(failure))
            {
                // Nothing of it was kept.
            }
        }

        async Task<T> InTurnAsync(PlatformSession session)
        {
            await session.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended('agent_memory:' || @tenant, 0))", ("@tenant", tenant));
            return await work(session);
        }
    }

    private static bool IsConflict(AgentClusterException failure) => failure.InnerException is PostgresException
    {
        SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
    };
}
