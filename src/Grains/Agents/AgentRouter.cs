using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Numerics.Tensors;
using AgentCluster.Execution;
using AgentCluster.Learning;
using Microsoft.Extensions.AI;

namespace AgentCluster.Agents;

/// <summary>
/// Picks the agent for a question: the tables that the question touches vote for the agents that know them best, the
/// similarity of question and description settles the rest, and the first agent granted <c>execute_sql</c> is the generalist. What
/// agents made of similar questions, and what people said of it, shifts the scores.
/// </summary>
internal sealed class AgentRouter(
    AgentRoster roster, TableFinder tables, RoutingExperience experience, IEmbeddingGenerator<string, Embedding<float>> embedder)
{
    private const float AffinityWeight = 0.6f;
    private const float LeastScore = 0.45f;

    private ImmutableArray<float[]> _descriptions;

    public async Task<RoutingDecision> RouteAsync(string tenant, ContextRequest request, CancellationToken cancellationToken)
    {
        var touched = await tables.FindAsync(new SourceKey(tenant, request.Source), request.Question, cancellationToken);
        var question = await embedder.GenerateVectorAsync(request.Question, cancellationToken: cancellationToken);
        var descriptions = await DescriptionsAsync(cancellationToken);

        var records = RoutingRecord.Of(await experience.CasesAsync(tenant, cancellationToken), request.Source, request.Question, touched);
        var scores = roster.Profiles.Select((profile, i) => ScoreOf(profile, touched, question.Span, descriptions[i])).ToList();
        var first = Best(scores);
        var chosen = Best(scores.ConvertAll(score => score with { Value = score.Value + (records.GetValueOrDefault(score.Agent.Id)?.Shift ?? 0) }));
        return new RoutingDecision { Agent = chosen.Agent.Id, Reason = Reason(chosen, first.Agent, records) };
    }

    private static Score ScoreOf(AgentProfile profile, ImmutableArray<FoundTable> touched, ReadOnlySpan<float> question, float[] description)
    {
        var (affinity, table) = Affinity(profile, touched);
        return new(profile, (AffinityWeight * affinity) + ((1 - AffinityWeight) * Math.Max(0, TensorPrimitives.Dot(question, description))), table);
    }

    /// <summary>The first of the highest scores, or the generalist when none stands out.</summary>
    private Score Best(List<Score> scores)
    {
        var best = new Score(Generalist(), LeastScore, null);
        foreach (var score in scores)
        {
            best = score.Value > best.Value ? score : best;
        }

        return best;
    }

    private static string Reason(Score chosen, AgentProfile first, Dictionary<string, RoutingRecord> records)
    {
        var own = chosen.Table is not null ? $"{chosen.Agent.Title}: knows '{chosen.Table}' best"
            : chosen.Value > LeastScore ? $"{chosen.Agent.Title}: its work is nearest to the question"
            : $"{chosen.Agent.Title}: no specialist stood out";
        var done = records.GetValueOrDefault(chosen.Agent.Id) is { Answered: > 0 } record ? $"; {record.Words}" : "";
        var instead = chosen.Agent.Id != first.Id && records.GetValueOrDefault(first.Id) is { Answered: > 0 } other ? $"; {first.Title} {other.Words}" : "";
        return $"{own}{done}{instead}.";
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

    private sealed record Score(AgentProfile Agent, double Value, string? Table);
}
