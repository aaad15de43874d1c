using System.Collections.Immutable;

namespace AgentCluster.Memory;

/// <summary>The door to a tenant's memories; stateless worker, grain key is the tenant.</summary>
[Repeatable, Alias("AgentCluster.Memory.IMemoryGrain")]
public interface IMemoryGrain : IGrainWithStringKey
{
    /// <summary>Recalls by text, or lists the newest.</summary>
    /// <param name="query">What to look for.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [ResponseTimeout("00:00:30"), Alias("RecallAsync")]
    Task<Outcome<Page<RecalledMemory>>> RecallAsync(MemoryQuery query, CancellationToken cancellationToken = default);

    /// <summary>Proposes memories to the write gate; what is stored is durable when it returns.</summary>
    /// <param name="drafts">At most 1,000.</param>
    /// <param name="operation">Names the call: a repetition has the result of the first. Null for one that is never repeated.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One entry a draft: <c>stored</c>, <c>merged</c> or <c>refused</c>.</returns>
    [ResponseTimeout("00:01:00"), Alias("StoreAsync")]
    Task<ImmutableArray<BatchItem>> StoreAsync(ImmutableArray<MemoryDraft> drafts, string? operation, CancellationToken cancellationToken = default);

    /// <summary>One memory, whatever its status.</summary>
    /// <param name="id">Memory id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("GetAsync")]
    Task<Outcome<MemoryItem>> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The memory and those it replaced or that replaced it, oldest first.</summary>
    /// <param name="id">Memory id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("HistoryAsync")]
    Task<Outcome<ImmutableArray<MemoryItem>>> HistoryAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Retires a memory: it is no longer recalled, and can be restored.</summary>
    /// <param name="id">Memory id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("RetireAsync")]
    Task<Outcome<MemoryItem>> RetireAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Makes a retired, superseded or stale memory active again; what took its place is superseded in turn.</summary>
    /// <param name="id">Memory id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("RestoreAsync")]
    Task<Outcome<MemoryItem>> RestoreAsync(string id, CancellationToken cancellationToken = default);
}
