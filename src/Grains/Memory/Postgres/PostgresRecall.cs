using System.Collections.Immutable;
using System.Data.Common;
using AgentCluster.Storage;
using Pgvector;

namespace AgentCluster.Memory.Postgres;

/// <summary>One recall: candidates with their places from the database's function <c>search_memory</c>, fused here.</summary>
internal sealed class PostgresRecall(PlatformSession session, string tenant, MemoryQuery query, RecallProbe probe, DateTimeOffset now)
{
    /// <summary>Runs it.</summary>
    /// <param name="columns">Columns of a memory, as <see cref="MemoryRows"/> reads them.</param>
    public async Task<ImmutableArray<RecalledMemory>> RunAsync(string columns)
    {
        var best = RankFusion.Best(await CandidatesAsync(), probe, query.Limit, now);
        var items = await session.QueryAsync(
            MemoryRows.ReadNumbered,
            $"SELECT {columns} FROM agent_memory m WHERE m.tenant = @tenant AND m.seq = ANY (@sequences)",
            ("@tenant", tenant), ("@sequences", best.ConvertAll(entry => entry.Sequence).ToArray()));
        return RankFusion.Recalled(best, items);
    }

    private Task<List<RecallCandidate>> CandidatesAsync()
    {
        var filter = RecallFilter.Of(query, now);
        return session.QueryAsync(
            CandidateOf,
            """
            SELECT seq, cosine, trust, recorded_at, vector_place, text_place, named
              FROM search_memory(@tenant, @embedding, @text, @k, @model, @agent, @all, @source, @kinds, @statuses, @at, @identifiers)
            """,
            ("@tenant", tenant), ("@embedding", new Vector(probe.Embedding)), ("@text", string.Join(' ', probe.Terms)), ("@k", query.Limit),
            ("@model", probe.EmbeddingModel), ("@agent", query.Agent), ("@all", query.AllAgents), ("@source", filter.Source),
            ("@kinds", filter.Kinds == KindSet.All ? null : KindSet.Names(filter.Kinds).ToArray()),
            ("@statuses", Enum.GetValues<MemoryStatus>().Where(filter.Admits).Select(status => (int)status).ToArray()),
            ("@at", filter.Instant), ("@identifiers", probe.Identifiers.ToArray()));
    }

    private static RecallCandidate CandidateOf(DbDataReader row)
    {
        var entry = new BlockEntry(
            row.GetInt64(0), 0, null, (MemoryTrust)row.GetInt32(2), row.InstantOf(3).ToUnixTimeMilliseconds(), 0, long.MaxValue);
        return new(new ScoredEntry((float)row.GetDouble(1), entry))
        {
            VectorPlace = row.GetInt32(4),
            TextPlace = row.GetInt32(5),
            Identifiers = row.GetInt32(6),
        };
    }
}
