using System.Collections.Immutable;
using System.Globalization;
using Orleans.Concurrency;

namespace AgentCluster.Memory;

/// <summary>The door to a tenant's memories from anywhere in the cluster.</summary>
/// <param name="memories">The memories.</param>
[StatelessWorker]
internal sealed class MemoryGrain(Memories memories) : Grain, IMemoryGrain
{
    private const int MostDrafts = 1_000;

    private string Tenant => this.GetPrimaryKeyString();

    /// <inheritdoc />
    public async Task<Outcome<Page<RecalledMemory>>> RecallAsync(MemoryQuery query, CancellationToken cancellationToken = default)
    {
        if (query.Limit is < 1 or > Memories.MostResults)
        {
            return Problem.Invalid("limit", $"limit must lie between 1 and {Memories.MostResults}.");
        }

        var kinds = query.Kinds.IsDefault ? [] : query.Kinds;
        if (kinds.Any(kind => !MemoryKinds.All.Contains(kind)))
        {
            return Problem.Invalid("kind", $"kind must be one of {string.Join(", ", MemoryKinds.All)}.");
        }

        if (query.Cursor is not null && !long.TryParse(query.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return Problem.Invalid("cursor", "cursor must be the next of an earlier page.");
        }

        return await memories.RecallAsync(Tenant, query, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<BatchItem>> StoreAsync(ImmutableArray<MemoryDraft> drafts, string? operation, CancellationToken cancellationToken = default)
    {
        if (drafts.Length <= MostDrafts)
        {
            return await memories.StoreAsync(Tenant, drafts, operation, cancellationToken);
        }

        var reason = $"At most {MostDrafts} memories can be stored in one call.";
        return [.. drafts.Select((_, index) => new BatchItem { Index = index, Status = "refused", Reason = reason })];
    }

    /// <inheritdoc />
    public Task<Outcome<MemoryItem>> GetAsync(string id, CancellationToken cancellationToken = default) =>
        memories.GetAsync(Tenant, id, cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<ImmutableArray<MemoryItem>>> HistoryAsync(string id, CancellationToken cancellationToken = default) =>
        memories.HistoryAsync(Tenant, id, cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<MemoryItem>> RetireAsync(string id, CancellationToken cancellationToken = default) =>
        memories.RetireAsync(Tenant, id, cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<MemoryItem>> RestoreAsync(string id, CancellationToken cancellationToken = default) =>
        memories.RestoreAsync(Tenant, id, cancellationToken);
}
