using System.Collections.Immutable;
using AgentCluster.Interactions;
using AgentCluster.Learning;

namespace AgentCluster.Agents;

/// <summary>One ended question as evidence of how well its agent answers.</summary>
/// <param name="Agent">The agent that answered.</param>
/// <param name="Asked">The question and its end.</param>
/// <param name="Tables">The tables that the question touched.</param>
internal sealed record RoutingCase(string Agent, PastQuestion Asked, ImmutableArray<FoundTable> Tables)
{
    private readonly float _weight = Tables.Sum(table => table.Weight);

    /// <summary>
    /// How near this question is to another, 0 to 1: 1 for the same words, else the weight of the tables that both touch as a share of
    /// the weight of those that either touches.
    /// </summary>
    public double Similarity(string source, string question, ImmutableArray<FoundTable> touched)
    {
        if (Asked.Source != source)
        {
            return 0;
        }

        if (string.Equals(Asked.Question, question, StringComparison.OrdinalIgnoreCase))
        {
            return 1;
        }

        var (shared, weight) = (0f, 0f);
        foreach (var table in touched)
        {
            shared += Math.Min(WeightOf(table.Name), table.Weight);
            weight += table.Weight;
        }

        return shared > 0 ? shared / (_weight + weight - shared) : 0;
    }

    private float WeightOf(string name)
    {
        foreach (var table in Tables)
        {
            if (string.Equals(table.Name, name, StringComparison.Ordinal))
            {
                return table.Weight;
            }
        }

        return 0;
    }
}
