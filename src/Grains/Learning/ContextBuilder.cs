using System.Collections.Immutable;
using AgentCluster.Agents;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Memory;
using AgentCluster.Reasoning;
using Microsoft.Extensions.Caching.Memory;

namespace AgentCluster.Learning;

/// <summary>Learning middleware, before a question is answered: who answers, which tables matter, what is known.</summary>
/// <remarks>
/// What was built is kept until this process changes a memory or sees another catalog, so that a routine question costs no recall; but only
/// for seconds, since other silos change memories too.
/// </remarks>
public sealed class ContextBuilder(Memories memories, TableFinder tables, CatalogCache catalogs, QuestionMask mask) : IDisposable
{
    private const int ExamplesRecalled = 8;
    private const int PatternsRecalled = 16;
    private const int WordsRecalled = 12;
    private const int OthersRecalled = 8;

    // What recurs is worth a hint to whoever answers, never the place of an example or a fact.
    private const int InsightsRecalled = 2;
    private const int LeftOutShown = 8;
    private const int ContextsKept = 1024;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private readonly MemoryCache _built = new(new MemoryCacheOptions { SizeLimit = ContextsKept });

    /// <summary>Loads the knowledge for a question.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="profile">The agent that answers.</param>
    /// <param name="request">The question.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<AgentContext> BuildAsync(string tenant, AgentProfile profile, ContextRequest request, CancellationToken cancellationToken)
    {
        var source = new SourceKey(tenant, request.Source);
        var catalog = await catalogs.GetAsync(source, cancellationToken);
        var key = (source, profile.Id, request.Question, memories.Version(tenant), catalog.Value?.Version);
        if (!_built.TryGetValue(key, out AgentContext? built) || built is null)
        {
            built = await BuildAsync(source, profile, request.Question, cancellationToken);
            _built.Set(key, built, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime });
        }

        return request.Explain ? built with { LeftOut = await LeftOutAsync(source, profile, request.Question, built, cancellationToken) } : built;
    }

    /// <inheritdoc />
    public void Dispose() => _built.Dispose();

    private async Task<AgentContext> BuildAsync(SourceKey source, AgentProfile profile, string question, CancellationToken cancellationToken)
    {
        var recalled = await RecallAsync(source, profile, question, more: 0, cancellationToken);
        var touched = await tables.FindAsync(source, question, cancellationToken);
        return new AgentContext
        {
            Profile = profile,
            Memories = recalled,
            CatalogExcerpt = [.. touched.Select(table => table.Line)],
            Tables = [.. touched.Select(table => new ConsideredTable { Table = table.Name, Weight = table.Weight, Words = table.Named, Meaning = table.Meant })],
        };
    }

    private async Task<ImmutableArray<RecalledMemory>> LeftOutAsync(
        SourceKey source, AgentProfile profile, string question, AgentContext given, CancellationToken cancellationToken)
    {
        var recalled = await RecallAsync(source, profile, question, more: LeftOutShown, cancellationToken);
        var ids = given.Memories.Select(memory => memory.Item.Id).ToHashSet(StringComparer.Ordinal);
        return [.. recalled.Where(memory => !ids.Contains(memory.Item.Id)).OrderByDescending(memory => memory.Score).Take(LeftOutShown)];
    }

    /// <summary>Examples, then everything else, then what recurs, each within its own limit so that none takes another's place.</summary>
    private async Task<ImmutableArray<RecalledMemory>> RecallAsync(
        SourceKey source, AgentProfile profile, string question, int more, CancellationToken cancellationToken)
    {
        var recalled = new List<RecalledMemory>();

        // The same question about another value shares none of its telling words: it is found by what is left without the values.
        if (await mask.OfAsync(source, question, cancellationToken) is { Length: > 0 } pattern)
            await AddAsync(pattern, Examples, PatternsRecalled);
        foreach (var (kinds, limit) in Kinds)
            await AddAsync(question, kinds, limit);
        return [.. recalled.DistinctBy(memory => memory.Item.Id)];

        async Task AddAsync(string text, ImmutableArray<string> kinds, int limit)
        {
            var query = new MemoryQuery { Text = text, Agent = profile.Id, Source = source.Source, Kinds = kinds, Limit = limit + more };
            recalled.AddRange((await memories.RecallAsync(source.Tenant, query, cancellationToken)).Items);
        }
    }

    private static ImmutableArray<string> Examples { get; } = [MemoryKinds.Correction, MemoryKinds.SqlExample];

    private static ImmutableArray<(ImmutableArray<string> Kinds, int Limit)> Kinds { get; } =
    [
        (Examples, ExamplesRecalled),
        ([MemoryKinds.Synonym], WordsRecalled),
        ([.. MemoryKinds.All.Except([.. Examples, MemoryKinds.Synonym, MemoryKinds.Insight])], OthersRecalled),
        ([MemoryKinds.Insight], InsightsRecalled),
    ];
}
