using System.Collections.Immutable;
using AgentCluster.Agents;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Memory;
using AgentCluster.Reasoning;
using Microsoft.Extensions.Caching.Memory;

namespace AgentCluster.Learning;

/// <summary>Learning middleware, before a question is answered: who answers, which tables matter, what is known.</summary>
/// <remarks>What was built is kept until a memory or the catalog changes, so that a routine question costs no recall.</remarks>
public sealed class ContextBuilder(Memories memories, TableFinder tables, CatalogCache catalogs, QuestionMask mask) : IDisposable
{
    private const int ExamplesRecalled = 8;
    private const int PatternsRecalled = 16;
    private const int WordsRecalled = 12;
    private const int OthersRecalled = 8;
    private const int ContextsKept = 1024;

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
            _built.Set(key, built, new MemoryCacheEntryOptions { Size = 1 });
        }

        return built;
    }

    /// <inheritdoc />
    public void Dispose() => _built.Dispose();

    private async Task<AgentContext> BuildAsync(SourceKey source, AgentProfile profile, string question, CancellationToken cancellationToken)
    {
        var recall = new MemoryQuery { Text = question, Agent = profile.Id, Source = source.Source };
        var examples = recall with { Kinds = [MemoryKinds.Correction, MemoryKinds.SqlExample] };
        var alike = await memories.RecallAsync(source.Tenant, examples with { Limit = ExamplesRecalled }, cancellationToken);

        // The same question about another value shares none of its telling words: it is found by what is left without the values.
        var pattern = await mask.OfAsync(source, question, cancellationToken);
        var patterns = pattern.Length == 0
            ? new()
            : await memories.RecallAsync(source.Tenant, examples with { Text = pattern, Limit = PatternsRecalled }, cancellationToken);
        var words = await memories.RecallAsync(source.Tenant, recall with { Kinds = [MemoryKinds.Synonym], Limit = WordsRecalled }, cancellationToken);
        var others = await memories.RecallAsync(source.Tenant, recall with { Kinds = OtherKinds, Limit = OthersRecalled }, cancellationToken);
        var touched = await tables.FindAsync(source, question, cancellationToken);
        return new AgentContext
        {
            Profile = profile,
            Memories = [.. alike.Items.UnionBy(patterns.Items, memory => memory.Item.Id), .. words.Items, .. others.Items],
            CatalogExcerpt = [.. touched.Select(table => table.Line)],
        };
    }

    private static ImmutableArray<string> OtherKinds { get; } =
        [.. MemoryKinds.All.Except([MemoryKinds.Correction, MemoryKinds.SqlExample, MemoryKinds.Synonym])];
}
