using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>Of two columns that stand side by side only the last is meant: in "population density" the first says of what kind the second is.</summary>
internal static class Compounds
{
    public static ImmutableArray<(LinkedSpan Span, Mention? Chosen)> Reduce(ImmutableArray<(LinkedSpan Span, Mention? Chosen)> links)
    {
        var kept = ImmutableArray.CreateBuilder<(LinkedSpan, Mention?)>(links.Length);
        for (var i = 0; i < links.Length; i++)
        {
            var beside = i + 1 < links.Length && links[i].Chosen is ColumnMention && links[i + 1].Chosen is ColumnMention;
            if (!beside)
                kept.Add(links[i]);
        }

        return kept.ToImmutable();
    }
}
