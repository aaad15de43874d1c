using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Numerics.Tensors;
using AgentCluster.Execution;
using AgentCluster.Learning;
using Microsoft.Extensions.AI;

namespace AgentCluster.Agents;

/// <summary>
/// Picks the agent for a question: the tables that the question touches vote for the agents that know them best, the
/// similarity of question and description settles the rest, and the first agent granted <c>execute_sql</c> is the generalist.
/// </summary>
internal sealed class AgentRouter(AgentRoster roster, TableFinder tables, IEmbeddingGenerator<string, Embedding<float>> embedder)
{
    private const float AffinityWeight = 0.6f;
    private const float LeastScore = 0.45f;

    private ImmutableArray<float[]> _descriptions;

    public async Task<RoutingDecision> RouteAsync(string tenant, ContextRequest request, CancellationToken cancellationToken)
    {
        var touched = await tables.FindAsync(new SourceKey(tenant, request.Source), request.Question, cancellationToken);
        var question = await embedder.GenerateVectorAsync(request.Question, cancellationToken: cancellationToken);
        var descriptions = await DescriptionsAsync(cancellationToken);

        var (best, bestScore, bestTable) = (Generalist(), LeastScore, (string?)null);
        for (var i = 0; i < roster.Profiles.Length; i++)
        {
            var profile = roster.Profiles[i];
            var (affinity, table) = Affinity(profile, touched);
            var score = AffinityWeight * affinity + (1 - AffinityWeight) * Math.Max(0, TensorPrimitives.Dot(question.Span, descriptions[i]));
            if (score > bestScore)
            {
                (best, bestScore, bestTable) = (profile, score, table);
            }
        }

        var reason = bestTable is not null ? $"{best.Title}: knows '{bestTable}' best."
            : bestScore > LeastScore ? $"{best.Title}: its work is nearest to the question."
            : $"{best.Title}: no specialist stood out.";
        return new RoutingDecision { Agent = best.Id, Reason = reason };
    }

    private async Task<ImmutableArray<float[]>> DescriptionsAsync(CancellationToken cancellationToken)
    {
        if (_descriptions.IsDefault)
        {
            var texts = roster.Profiles.Select(profile => $"{profile.Title}. {profile.Description}");
            var embeddings = await embedder.GenerateAsync(texts, cancellationToken: cancellationToken);
            _descriptions = [.. embeddings.Select(embedding => embedding.Vector.ToArray())];
        }

        return _descriptions;
    }

    private AgentProfile Generalist()
    {
        foreach (var profile in roster.Profiles)
        {
            if (profile.Tools.Contains("execute_sql") && profile.Affinity.IsEmpty)
            {
                return profile;
            }
        }

        return roster.Profiles[0];
    }

    /// <summary>The share of the question's tables, by their weight, that the agent's patterns cover; narrower patterns count more.</summary>
    private static (float Affinity, string? Table) Affinity(AgentProfile profile, ImmutableArray<FoundTable> touched)
    {
        var (sum, covered, strongest) = (0f, 0f, (FoundTable?)null);
        foreach (var table in touched)
        {
            sum += table.Weight;
            if (profile.Affinity.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, table.Name)))
            {
                covered += table.Weight;
                strongest = strongest is null || table.Weight > strongest.Weight ? table : strongest;
            }
        }

        return sum > 0 ? (covered / sum, strongest?.Name) : (0, null);
    }
}
