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
        var scores = await ScoresAsync(request.Question, touched, cancellationToken);
        var cases = await experience.CasesAsync(tenant, cancellationToken);
        var records = RoutingRecord.Of(cases.AsSpan(), request.Source, request.Question, touched);

        var able = request.Tool is { } tool ? scores.FindAll(score => ActingAgents.May(score.Agent, tool)) : scores;
        scores = able.Count > 0 ? able : scores;
        var first = Best(scores);
        var chosen = Best(scores.Select(score => score with { Value = score.Value + ShiftOf(records.GetValueOrDefault(score.Agent.Id)) }));
        return new RoutingDecision { Agent = chosen.Agent.Id, Reason = Reason(chosen, first.Agent, records) };
    }

    private static double ShiftOf(RoutingRecord? record) => record?.Shift ?? 0;

    /// <summary>How well each agent fits by what it is for, whatever it made of questions so far.</summary>
    private async Task<List<Score>> ScoresAsync(string question, ImmutableArray<FoundTable> touched, CancellationToken cancellationToken)
    {
        var vector = await embedder.GenerateVectorAsync(question, cancellationToken: cancellationToken);
        var descriptions = await DescriptionsAsync(cancellationToken);
        var scores = new List<Score>(descriptions.Length);
        foreach (var (profile, description) in roster.Profiles.Zip(descriptions))
        {
            var (affinity, table) = Affinity(profile, touched);
            var nearness = Math.Max(0, TensorPrimitives.Dot(vector.Span, description));
            scores.Add(new(profile, (AffinityWeight * affinity) + ((1 - AffinityWeight) * nearness), table));
        }

        return scores;
    }

    /// <summary>The first of the highest scores, or the generalist when none stands out.</summary>
    private static Score Best(IEnumerable<Score> from)
    {
        var scores = from.ToList();
        var best = new Score(Generalist([.. scores.Select(score => score.Agent)]), LeastScore, null);
        foreach (var score in scores)
        {
            best = score.Value > best.Value ? score : best;
        }

        return best;
    }

    private static string Reason(Score chosen, AgentProfile first, Dictionary<string, RoutingRecord> records)
    {
        var title = chosen.Agent.Title;
        var reason = chosen.Table is not null ? $"{title}: knows '{chosen.Table}' best"
            : chosen.Value > LeastScore ? $"{title}: its work is nearest to the question"
            : $"{title}: no specialist stood out";
        if (records.GetValueOrDefault(chosen.Agent.Id) is { Answered: > 0 } own)
        {
            reason += $"; {own.Words}";
        }

        if (chosen.Agent.Id != first.Id && records.GetValueOrDefault(first.Id) is { Answered: > 0 } other)
        {
            reason += $"; {first.Title} {other.Words}";
        }

        return $"{reason}.";
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

    private static AgentProfile Generalist(ImmutableArray<AgentProfile> profiles)
    {
        foreach (var profile in profiles)
        {
            if (profile.Tools.Contains("execute_sql") && profile.Affinity.IsEmpty)
            {
                return profile;
            }
        }

        return profiles[0];
    }

    /// <summary>The share of the question's tables, by their weight, that the agent's patterns cover; narrower patterns count more.</summary>
    private static (float Affinity, string? Table) Affinity(AgentProfile profile, ImmutableArray<FoundTable> touched)
    {
        var (sum, covered, strongest) = (0f, 0f, (FoundTable?)null);
        foreach (var table in touched)
        {
            sum += table.Weight;
            if (profile.Affinity.Any(pattern => IsMatch(pattern, table.Name)))
            {
                covered += table.Weight;
                strongest = strongest is null || table.Weight > strongest.Weight ? table : strongest;
            }
        }

        return sum > 0 ? (covered / sum, strongest?.Name) : (0, null);
    }

    // A table that needs its schema is meant by its name alone as well.
    private static bool IsMatch(string pattern, string table) =>
        FileSystemName.MatchesSimpleExpression(pattern, table) || FileSystemName.MatchesSimpleExpression(pattern, table.AsSpan(table.LastIndexOf('.') + 1));

    private sealed record Score(AgentProfile Agent, double Value, string? Table);
}
