using System.Collections.Immutable;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Memory;

namespace AgentCluster.Learning;

/// <summary>
/// Mines what was asked and run lately and keeps the patterns as shared memories. Each run counts the whole window anew (ADR 7): a run
/// that is repeated or was interrupted counts nothing twice.
/// </summary>
public sealed class PatternMiner(IInteractionStore interactions, CatalogCache catalogs, Memories memories, TimeProvider time)
{
    private const int PageSize = 500;
    private const int MostQuestions = 20_000;

    // Three months: what comes at the beginning of each has come three times.
    private static readonly TimeSpan Window = TimeSpan.FromDays(92);

    /// <summary>Mines one source; its patterns are durable when it returns.</summary>
    /// <param name="source">The source.</param>
    /// <param name="cancellationToken">Cancels between pages.</param>
    public async Task MineAsync(SourceKey source, CancellationToken cancellationToken)
    {
        if ((await catalogs.GetAsync(source, cancellationToken)).Value is not { } catalog)
        {
            return;
        }

        var mine = new PatternMine(catalog);
        var since = time.GetUtcNow() - Window;
        var (counted, page) = (0, ImmutableArray<PastQuestion>.Empty);
        do
        {
            page = await interactions.EndedAsync(source.Tenant, source.Source, since, page.LastOrDefault(), PageSize, cancellationToken);
            foreach (var asked in page)
            {
                mine.Add(asked);
            }

            counted += page.Length;
        }
        while (page.Length == PageSize && counted < MostQuestions);

        var drafts = mine.Patterns().Select(pattern => InsightMemory.Draft(pattern, catalog)).ToList();
        var stored = await memories.StoreAsync(source.Tenant, drafts, cancellationToken);
        await RetireOthersAsync(source, [.. stored.Select(item => item.Id).OfType<string>()], cancellationToken);
    }

    /// <summary>The patterns of a source, by kind and then the most frequent first.</summary>
    /// <param name="source">The source.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ImmutableArray<LearnedPattern>> ListAsync(SourceKey source, CancellationToken cancellationToken)
    {
        var patterns = new List<LearnedPattern>();
        var query = new MemoryQuery { Source = source.Source, Kinds = [MemoryKinds.Insight], Limit = Memories.MostResults };
        do
        {
            var page = await memories.RecallAsync(source.Tenant, query, cancellationToken);
            patterns.AddRange(page.Items.Select(found => InsightMemory.Read(found.Item)).OfType<LearnedPattern>());
            query = query with { Cursor = page.Next };
        }
        while (query.Cursor is not null);

        return [.. patterns.OrderBy(p => PatternKinds.All.IndexOf(p.Kind)).ThenByDescending(p => p.Support).ThenBy(p => p.Subject, StringComparer.Ordinal)];
    }

    /// <summary>A pattern that the window no longer shows is over.</summary>
    private async Task RetireOthersAsync(SourceKey source, HashSet<string> kept, CancellationToken cancellationToken)
    {
        foreach (var pattern in await ListAsync(source, cancellationToken))
        {
            if (!kept.Contains(pattern.Id))
            {
                await memories.RetireAsync(source.Tenant, pattern.Id, cancellationToken);
            }
        }
    }
}
