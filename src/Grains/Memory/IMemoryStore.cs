using System.Collections.Immutable;

namespace AgentCluster.Memory;

/// <summary>Where memories are kept; one implementation a database engine.</summary>
public interface IMemoryStore
{
    /// <summary>Writes, merges or supersedes in one transaction, in the order given.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="memories">What passed the write gate.</param>
    /// <param name="operation">Names the call, so that a repetition has the result of the first, or null.</param>
    /// <param name="now">Time of writing.</param>
    /// <param name="cancellationToken">Cancels a write that has not begun.</param>
    /// <returns>One entry a memory, its <see cref="BatchItem.Index"/> the position in <paramref name="memories"/>.</returns>
    Task<ImmutableArray<BatchItem>> StoreAsync(
        string tenant, IReadOnlyList<PreparedMemory> memories, string? operation, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The best matches of a probe, best first; always as many as the limit asks for if so many are eligible.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="query">Filters and limit.</param>
    /// <param name="probe">What to search by.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    Task<ImmutableArray<RecalledMemory>> RecallAsync(
        string tenant, MemoryQuery query, RecallProbe probe, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The newest memories first.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="query">Filters, limit and cursor.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<Page<MemoryItem>> ListAsync(string tenant, MemoryQuery query, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>One memory, or null.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Memory id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<MemoryItem?> GetAsync(string tenant, string id, CancellationToken cancellationToken);

    /// <summary>A memory with all it replaced and was replaced by, oldest first; empty when there is none.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Memory id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<ImmutableArray<MemoryItem>> HistoryAsync(string tenant, string id, CancellationToken cancellationToken);

    /// <summary>Retires a memory; the memory afterwards, or null when there is none.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Memory id.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Cancels a write that has not begun.</param>
    Task<MemoryItem?> RetireAsync(string tenant, string id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Makes a memory active again and supersedes what took its place; the memory afterwards, or null.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Memory id.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Cancels a write that has not begun.</param>
    Task<MemoryItem?> RestoreAsync(string tenant, string id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Counts one more use of each.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="ids">Memory ids; unknown ones are passed over.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Cancels a write that has not begun.</param>
    Task MarkUsedAsync(string tenant, IReadOnlyCollection<string> ids, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Counts a judgement; the memory afterwards, or null when there is none.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Memory id.</param>
    /// <param name="confirmed">Whether it was called right.</param>
    /// <param name="cancellationToken">Cancels a write that has not begun.</param>
    Task<MemoryItem?> JudgeAsync(string tenant, string id, bool confirmed, CancellationToken cancellationToken);

    /// <summary>Marks active memories stale that rest on another fingerprint than the present one.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="source">Source the objects belong to.</param>
    /// <param name="fingerprints">Present fingerprint by object; null for an object that is gone.</param>
    /// <param name="cancellationToken">Cancels a write that has not begun.</param>
    /// <returns>How many became stale.</returns>
    Task<int> MarkStaleAsync(
        string tenant, string source, IReadOnlyDictionary<string, string?> fingerprints, CancellationToken cancellationToken);

    /// <summary>Stale memories of a source, oldest first.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="source">Source.</param>
    /// <param name="limit">Most items.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<ImmutableArray<MemoryItem>> StaleAsync(string tenant, string source, int limit, CancellationToken cancellationToken);

    /// <summary>Makes a stale memory active on new fingerprints; the memory afterwards, or null when there is none.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Memory id.</param>
    /// <param name="dependsOn">What it rests on now.</param>
    /// <param name="cancellationToken">Cancels a write that has not begun.</param>
    /// <returns>The memory; its status tells whether it was stale and is active now.</returns>
    Task<MemoryItem?> RevalidateAsync(
        string tenant, string id, ImmutableArray<MemoryDependency> dependsOn, CancellationToken cancellationToken);

    /// <summary>Retires every active or stale memory about another source than those given.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="sources">The sources there are.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Cancels a write that has not begun.</param>
    /// <returns>How many were retired.</returns>
    Task<int> RetireSourcesExceptAsync(
        string tenant, IReadOnlyCollection<string> sources, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Counts; <see cref="MemoryCounts.Refused"/> stays 0.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<MemoryCounts> CountAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>The newest active memories that are private to an agent or that it contributed.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="agent">Agent id.</param>
    /// <param name="limit">Most items.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<ImmutableArray<MemoryItem>> LearnedByAsync(string tenant, string agent, int limit, CancellationToken cancellationToken);
}
