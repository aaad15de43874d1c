using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace AgentCluster.Memory;

/// <summary>The memories of every tenant, for code in this process; <see cref="IMemoryGrain"/> is the same from anywhere.</summary>
/// <remarks>Whoever calls has checked that the tenant, and the agent recalled as, are the caller's.</remarks>
/// <param name="store">Where they are kept.</param>
/// <param name="embedder">Makes vectors of texts.</param>
/// <param name="time">The clock.</param>
public sealed partial class Memories(IMemoryStore store, IEmbeddingGenerator<string, Embedding<float>> embedder, TimeProvider time)
{
    /// <summary>Most results of one recall or page.</summary>
    public const int MostResults = 200;

    private readonly string _model = embedder.GetService<EmbeddingGeneratorMetadata>()?.DefaultModelId ?? embedder.GetType().Name;
    private readonly ConcurrentDictionary<string, long> _versions = new(StringComparer.Ordinal);
    private long _refused;

    /// <summary>Changes whenever this process changed what a tenant may recall: the cache key of what was made of a recall.</summary>
    /// <param name="tenant">Tenant.</param>
    public long Version(string tenant) => _versions.GetValueOrDefault(tenant);

    /// <summary>Offers drafts to the write gate and stores what passes, all in one transaction.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="drafts">The drafts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One entry a draft: <c>stored</c>, <c>merged</c> or <c>refused</c> with the reason.</returns>
    public Task<ImmutableArray<BatchItem>> StoreAsync(string tenant, IReadOnlyList<MemoryDraft> drafts, CancellationToken cancellationToken = default) =>
        StoreAsync(tenant, drafts, operation: null, cancellationToken);

    /// <summary>The same once: a repetition of an operation with the same drafts has the result of the first.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="drafts">The drafts.</param>
    /// <param name="operation">Names the call, or null for one that is never repeated.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ImmutableArray<BatchItem>> StoreAsync(
        string tenant, IReadOnlyList<MemoryDraft> drafts, string? operation, CancellationToken cancellationToken)
    {
        var results = new BatchItem[drafts.Count];
        var passed = new List<int>(drafts.Count);
        for (var index = 0; index < drafts.Count; index++)
        {
            if (WriteGate.Refusal(drafts[index]) is { } reason)
            {
                results[index] = new() { Index = index, Status = "refused", Reason = reason };
            }
            else
            {
                passed.Add(index);
            }
        }

        if (passed.Count > 0)
        {
            var prepared = await PrepareAsync(passed.ConvertAll(index => drafts[index]), cancellationToken);
            foreach (var item in await store.StoreAsync(tenant, prepared, OperationOf(operation, prepared), time.GetUtcNow(), cancellationToken))
            {
                results[passed[item.Index]] = item with { Index = passed[item.Index] };
            }

            Changed(tenant);
        }

        Interlocked.Add(ref _refused, results.Count(item => item.Status == "refused"));
        return [.. results];
    }

    /// <summary>Recalls by text, or lists the newest first when the query has none.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="query">What to look for; its limit is brought into 1 to <see cref="MostResults"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Page<RecalledMemory>> RecallAsync(string tenant, MemoryQuery query, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        query = query with { Limit = Math.Clamp(query.Limit, 1, MostResults) };
        if (string.IsNullOrWhiteSpace(query.Text))
        {
            var page = await store.ListAsync(tenant, query, now, cancellationToken);
            return new() { Items = [.. page.Items.Select(item => Listed(item, now))], Next = page.Next };
        }

        var probe = new RecallProbe
        {
            Embedding = await embedder.GenerateVectorAsync(query.Text, cancellationToken: cancellationToken),
            EmbeddingModel = _model,
            Terms = RecallTerms.Of(query.Text),
            Identifiers = RecallTerms.Identifiers(query.Text),
        };
        return new() { Items = await store.RecallAsync(tenant, query, probe, now, cancellationToken) };
    }

    /// <summary>Of the call and what it stores: a result belongs to the drafts it was given for.</summary>
    private static string? OperationOf(string? operation, List<PreparedMemory> prepared) =>
        operation is null ? null : $"{operation}:{Convert.ToHexStringLower(SHA256.HashData([.. prepared.SelectMany(memory => memory.Digest)]))}";

    private void Changed(string tenant) => _versions.AddOrUpdate(tenant, 1, static (_, version) => version + 1);

    private static RecalledMemory Listed(MemoryItem item, DateTimeOffset now) => new()
    {
        Item = item,
        Score = 0,
        Signals = new() { Trust = RankFusion.TrustSignal(item.Trust), Recency = RankFusion.RecencySignal(item.RecordedAt, now) },
    };

    private async Task<List<PreparedMemory>> PrepareAsync(List<MemoryDraft> drafts, CancellationToken cancellationToken)
    {
        var embeddings = await embedder.GenerateAsync(drafts.Select(Text), cancellationToken: cancellationToken);
        var now = time.GetUtcNow();
        return
        [
            .. drafts.Select((draft, index) => new PreparedMemory
            {
                Draft = draft,
                Id = Guid.CreateVersion7(now).ToString("N"),
                Digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{draft.Subject?.Length ?? -1}:{draft.Subject}{draft.Content}")),
                Words = RecallTerms.Indexed(draft.Subject, draft.Content),
                Embedding = embeddings[index].Vector,
                EmbeddingModel = _model,
            }),
        ];
    }

    /// <summary>What is embedded. An example is found by its question alone: the names in its statement would drown the asker's words.</summary>
    private static string Text(MemoryDraft draft) => draft switch
    {
        { Subject: null } => draft.Content,
        { Kind: MemoryKinds.SqlExample or MemoryKinds.Correction } => ExampleText.Of(draft.Subject, draft.Content),
        _ => $"{draft.Subject}\n{draft.Content}",
    };
}
