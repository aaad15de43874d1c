using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Memory.Sqlite;

/// <summary>One recall: exact vector scan, full text, identifiers, fused.</summary>
internal sealed class SqliteRecall(VectorBlocks blocks, SqliteConnection connection, string tenant, MemoryQuery query, RecallProbe probe, DateTimeOffset now)
{
    private const int LeastDepth = 64;
    private const int DepthPerResult = 4;

    private readonly RecallFilter _filter = RecallFilter.Of(query, now);
    private readonly Dictionary<long, RecallCandidate> _candidates = [];
    private readonly int _depth = Math.Max(LeastDepth, query.Limit * DepthPerResult);
    private List<VectorBlock> _scope = [];

    /// <summary>Runs it on a reader.</summary>
    public ImmutableArray<RecalledMemory> Run()
    {
        _scope = Scope();
        AddByVector();
        AddByText();
        AddByIdentifiers();
        blocks.Trim();
        var best = RankFusion.Best(_candidates.Values, probe, query.Limit, now);
        return RankFusion.Recalled(best, Items(best.Select(entry => entry.Sequence)));
    }

    private List<VectorBlock> Scope()
    {
        List<string?> agents = query.AllAgents ? BlockLoader.Agents(connection, tenant) : query.Agent is null ? [null] : [null, query.Agent];
        return agents.ConvertAll(agent =>
        {
            // Blocks that are kept hold active memories; anything else is asked for rarely and read for the occasion.
            var dimensions = probe.Embedding.Length;
            var block = _filter.IsActiveOnly ? blocks.Of(tenant, agent, dimensions) : new VectorBlock(dimensions);
            lock (block.Gate)
            {
                BlockLoader.Refresh(connection, block, tenant, agent, probe.EmbeddingModel, _filter);
            }

            return block;
        });
    }

    private void AddByVector()
    {
        var heap = ArrayPool<ScoredEntry>.Shared.Rent(_depth);
        var best = new TopScores(heap.AsSpan(0, _depth));
        foreach (var block in _scope)
        {
            lock (block.Gate)
            {
                block.Scan(probe.Embedding.Span, _filter, ref best);
            }
        }

        var place = 0;
        foreach (var scored in best.Sort())
        {
            _candidates[scored.Entry.Sequence] = new RecallCandidate(scored) { VectorPlace = ++place };
        }

        ArrayPool<ScoredEntry>.Shared.Return(heap, clearArray: true);
    }

    private void AddByText()
    {
        var place = 0;
        foreach (var sequence in new TextSearch(connection).Ranked(probe.Terms))
        {
            if (Candidate(sequence) is { } candidate)
            {
                candidate.TextPlace = ++place;
            }

            if (place == _depth)
            {
                break;
            }
        }
    }

    private void AddByIdentifiers()
    {
        foreach (var sequence in probe.Identifiers.SelectMany(new TextSearch(connection).Newest))
        {
            if (Candidate(sequence) is { } candidate)
            {
                candidate.Identifiers++;
            }
        }
    }

    private RecallCandidate? Candidate(long sequence)
    {
        if (_candidates.TryGetValue(sequence, out var candidate))
        {
            return candidate;
        }

        foreach (var block in _scope)
        {
            lock (block.Gate)
            {
                if (block.TryScore(sequence, probe.Embedding.Span, _filter, out var scored))
                {
                    return _candidates[sequence] = new RecallCandidate(scored);
                }
            }
        }

        return null;
    }

    // CROSS JOIN and + keep the planner from walking all of the tenant's rows for each of the few asked for.
    private List<(long Sequence, MemoryItem Item)> Items(IEnumerable<long> sequences) =>
        connection.Query(
            MemoryRows.ReadNumbered,
            $"SELECT {MemoryRows.Columns(SqliteMemoryStore.Dialect)} FROM json_each($sequences) j CROSS JOIN agent_memory m ON m.seq = j.value WHERE +m.tenant = $tenant",
            ("$sequences", JsonSerializer.Serialize(sequences)),
            ("$tenant", tenant));
}
