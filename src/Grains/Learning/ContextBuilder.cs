using System.Collections.Immutable;
using AgentCluster.Agents;
using AgentCluster.Execution;
using AgentCluster.Memory;

namespace AgentCluster.Learning;

/// <summary>Learning middleware, before a question is answered: who answers, which tables matter, what is known.</summary>
public sealed class ContextBuilder(Memories memories, TableFinder tables)
{
    private const int ExamplesRecalled = 8;
    private const int OthersRecalled = 8;

    /// <summary>Loads the knowledge for a question.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="profile">The agent that answers.</param>
    /// <param name="preferences">Its preferences.</param>
    /// <param name="request">The question.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<AgentContext> BuildAsync(
        string tenant, AgentProfile profile, ImmutableDictionary<string, string> preferences, ContextRequest request, CancellationToken cancellationToken)
    {
        var recall = new MemoryQuery { Text = request.Question, Agent = profile.Id, Source = request.Source };
        var examples = await memories.RecallAsync(
            tenant, recall with { Kinds = [MemoryKinds.Correction, MemoryKinds.SqlExample], Limit = ExamplesRecalled }, cancellationToken);
        var others = await memories.RecallAsync(tenant, recall with { Kinds = OtherKinds, Limit = OthersRecalled }, cancellationToken);
        var touched = await tables.FindAsync(new SourceKey(tenant, request.Source), request.Question, cancellationToken);
        return new AgentContext
        {
            Profile = profile,
            Memories = [.. examples.Items, .. others.Items],
            CatalogExcerpt = [.. touched.Select(table => table.Line)],
            Preferences = preferences,
        };
    }

    private static ImmutableArray<string> OtherKinds { get; } =
        [.. MemoryKinds.All.Except([MemoryKinds.Correction, MemoryKinds.SqlExample])];
}
