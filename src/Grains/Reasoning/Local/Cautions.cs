using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>
/// Situations in which readings look surer than they prove to be. They are looked for in the finished reading and weigh on its confidence
/// only: the order of the readings stays as it is.
/// </summary>
internal static class Cautions
{
    private const double WholeName = 0.99;

    // How much of what the weakest inferred relationship leaves open weighs on the answer.
    private const double Inferred = 0.36;

    public static IEnumerable<Doubt> Of(Query query, ImmutableArray<(LinkedSpan Span, Mention? Chosen)> links, CatalogLexicon lexicon)
    {
        var parts = new QueryParts(query);
        // Nobody vouches for an inferred relationship: its values may only happen to be alike.
        if (parts.Hops.MinBy(hop => hop.Confidence) is { Confidence: < 1 } inferred)
            yield return new(1 - Inferred * (1 - inferred.Confidence), $"{inferred.From.Name} and {inferred.To.Name} are joined by {inferred.FromColumns[0]}, which the source does not declare.");
        // "Not of X" of things kept in several rows means that no row is of X, or that some row is of another.
        if (parts.Conditions.Exists(part => part.Condition is (Comparison { Operator: "<>" } or RelatedCondition { Negated: true }) && Repeats(lexicon[part.Rows.Table])))
            yield return new(0.8, "");
        // The best of groups over a joined path need not be what the group is named after.
        if (query is { Order.By: Aggregate { Operand: not null }, GroupBy: [Attribute { Path.IsEmpty: false }, ..] })
            yield return new(0.8, "");
        // Whatever refers to nothing is a group too.
        if (query.GroupBy.OfType<Attribute>().SelectMany(group => group.Path).FirstOrDefault(hop => hop.MayLeadNowhere) is { } open)
            yield return new(0.84, $"Rows of {open.From.Name} without {ReadingWords.Name(open.To.Name)} are a group of their own.");
        if (query is { GroupBy.Count: > 0, Order.Limit: 1 })
            yield return new(0.9, "Of several groups that come first, one is shown.");
        // A function over groups of one row each does nothing.
        if (query.GroupBy is [Attribute { Path.IsEmpty: true } only] && !Repeats(lexicon[query.From.Table]) && lexicon[query.From.Table].Label is [var label] && label == only.Column
            && query.Select.Exists(expression => expression is Aggregate { Operand: not null }))
        {
            yield return new(0.6, "");
        }

        // What is called by a table's name is a thing of that table before it is a column of another.
        if (links.Any(link => link.Chosen is ColumnMention { Why: "name" } column && link.Span.Candidates.Any(other => other is TableMention { Score: >= WholeName, Via: null } table && table.Table != column.Column.Table)))
            yield return new(0.85, "");
        // A name said twice asks for something twice.
        if (links.Select(link => link.Chosen).OfType<ColumnMention>().GroupBy(mention => mention.Column).Any(said => said.Skip(1).Any()))
            yield return new(0.85, "");
    }

    private static bool Repeats(TableEntry table) =>
        table.Table.PrimaryKey.IsEmpty && table.Label.Any(label => label.Column.Profile is { } profile && profile.Distinct < profile.SampledRows - profile.Nulls);
}
