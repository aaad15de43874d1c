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
    /// <summary>How near this question is to another, 0 to 1: the same words, or the share of the tables touched by either that both touch.</summary>
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

        var (shared, all) = (0f, 0f);
        foreach (var table in touched)
        {
            var weight = WeightOf(Tables, table.Name);
            shared += Math.Min(weight, table.Weight);
            all += Math.Max(weight, table.Weight);
        }

        foreach (var table in Tables)
        {
            all += WeightOf(touched, table.Name) == 0 ? table.Weight : 0;
        }

        return all > 0 ? shared / all : 0;
    }

    private static float WeightOf(ImmutableArray<FoundTable> tables, string name)
    {
        foreach (var table in tables)
        {
            if (string.Equals(table.Name, name, StringComparison.Ordinal))
            {
                return table.Weight;
            }
        }

        return 0;
    }
}
