using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>A table may refer twice to another, once for each end of something: a word of direction says which end is meant.</summary>
internal static class Ends
{
    private static readonly ImmutableArray<string> Start = ["from", "origin", "source", "departure", "depart", "start", "sender"];
    private static readonly ImmutableArray<string> Finish = ["to", "destination", "dest", "target", "arrival", "arrive", "end", "receiver"];

    public static ImmutableArray<JoinHop>? Of(CatalogLexicon lexicon, CatalogTable from, CatalogTable to, string? way)
    {
        if (way is null)
            return null;
        foreach (var hop in lexicon.Joins.From(from))
        {
            if (hop.ToOne && hop.To == to && hop.FromColumns.Any(column => Names(column, way)))
                return [hop];
        }

        return null;
    }

    /// <summary>Whether the name of a column says that it holds that end.</summary>
    public static bool Names(string column, string way) =>
        Tokenizer.Identifier(column).Any(word => (way == "from" ? Start : Finish).Contains(word.Lower));
}
