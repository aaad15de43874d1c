using System.Collections.Immutable;

namespace AgentCluster.Memory;

/// <content>What happens to memories after they were stored.</content>
public sealed partial class Memories
{
    /// <summary>One memory, whatever its status, or <c>unknownMemory</c>.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Memory id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Outcome<MemoryItem>> GetAsync(string tenant, string id, CancellationToken cancellationToken = default) =>
        Found(id, await store.GetAsync(tenant, id, cancellationToken));

    /// <summary>The memory and those it replaced or that replaced it, oldest first, or <c>unknownMemory</c>.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Memory id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Outcome<ImmutableArray<MemoryItem>>> HistoryAsync(string tenant, string id, CancellationToken cancellationToken = default)
    {
        var history = await store.HistoryAsync(tenant, id, cancellationToken);
        return history.IsEmpty ? Unknown(id) : history;
    }

    /// <summary>Retires a memory: it is no longer recalled, and can be restored.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Memory id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Outcome<MemoryItem>> RetireAsync(string tenant, string id, CancellationToken cancellationToken = default) =>
        Found(id, await ChangedAsync(tenant, store.RetireAsync(tenant, id, time.GetUtcNow(), cancellationToken)));

    /// <summary>Makes a memory active again; what took its place is superseded in turn.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Memory id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Outcome<MemoryItem>> RestoreAsync(string tenant, string id, CancellationToken cancellationToken = default) =>
        Found(id, await ChangedAsync(tenant, store.RestoreAsync(tenant, id, time.GetUtcNow(), cancellationToken)));

    /// <summary>Counts that an answer rested on memories.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="ids">Memory ids; unknown ones are passed over.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task MarkUsedAsync(string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default) =>
        ids.Count == 0 ? Task.CompletedTask : store.MarkUsedAsync(tenant, ids, time.GetUtcNow(), cancellationToken);

    /// <summary>
    /// Counts a judgement. Confirmed, what an agent concluded becomes verified; refuted more often than confirmed, it stays as a
    /// warning (<see cref="MemoryItem.IsRefuted"/>).
    /// </summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Memory id.</param>
    /// <param name="confirmed">Whether it was called right.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The memory afterwards, or <c>unknownMemory</c>.</returns>
    public async Task<Outcome<MemoryItem>> JudgeAsync(string tenant, string id, bool confirmed, CancellationToken cancellationToken = default) =>
        Found(id, await ChangedAsync(tenant, store.JudgeAsync(tenant, id, confirmed, cancellationToken)));

    /// <summary>Marks every active memory stale that rests on an object with another fingerprint than its present one.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="source">Source of the objects; memories about another source are left alone.</param>
    /// <param name="fingerprints">Present fingerprint by object, null for an object that is gone; objects not listed count as unchanged.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many became stale.</returns>
    public Task<int> MarkStaleAsync(
        string tenant, string source, IReadOnlyDictionary<string, string?> fingerprints, CancellationToken cancellationToken = default) =>
        ChangedAsync(tenant, store.MarkStaleAsync(tenant, source, fingerprints, cancellationToken));

    /// <summary>Stale memories about a source or none, oldest first.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="source">Source.</param>
    /// <param name="limit">Most items.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ImmutableArray<MemoryItem>> StaleAsync(string tenant, string source, int limit, CancellationToken cancellationToken = default) =>
        store.StaleAsync(tenant, source, limit, cancellationToken);

    /// <summary>Makes a stale memory active again, resting on new fingerprints.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Memory id.</param>
    /// <param name="dependsOn">What it rests on now.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The memory, <c>unknownMemory</c>, or <c>memoryClosed</c> when it was superseded or retired meanwhile.</returns>
    public async Task<Outcome<MemoryItem>> RevalidateAsync(
        string tenant, string id, ImmutableArray<MemoryDependency> dependsOn, CancellationToken cancellationToken = default)
    {
        var item = await ChangedAsync(tenant, store.RevalidateAsync(tenant, id, dependsOn, cancellationToken));
        return item is { Status: not MemoryStatus.Active }
            ? Problem.Conflict("memoryClosed", $"Memory '{id}' was superseded or retired; restore it to make it active.")
            : Found(id, item);
    }

    /// <summary>Retires every active or stale memory about a source that is no more.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="sources">The sources there are.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many were retired.</returns>
    public Task<int> RetireSourcesExceptAsync(string tenant, IReadOnlyCollection<string> sources, CancellationToken cancellationToken = default) =>
        ChangedAsync(tenant, store.RetireSourcesExceptAsync(tenant, sources, time.GetUtcNow(), cancellationToken));

    /// <summary>How many memories a tenant has.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<MemoryCounts> CountAsync(string tenant, CancellationToken cancellationToken = default) =>
        await store.CountAsync(tenant, cancellationToken) with { Refused = Interlocked.Read(ref _refused) };

    /// <summary>The newest active memories that are private to an agent, or whose provenance begins with <c>agent:id</c>.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="agent">Agent id.</param>
    /// <param name="limit">Most items.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ImmutableArray<MemoryItem>> LearnedByAsync(string tenant, string agent, int limit, CancellationToken cancellationToken = default) =>
        store.LearnedByAsync(tenant, agent, limit, cancellationToken);

    private async Task<T> ChangedAsync<T>(string tenant, Task<T> change)
    {
        var result = await change;
        Changed(tenant);
        return result;
    }

    private static Outcome<MemoryItem> Found(string id, MemoryItem? item) => item is null ? Unknown(id) : item;

    private static Problem Unknown(string id) => Problem.NotFound("unknownMemory", $"There is no memory '{id}'.");
}
