using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>Among several candidates of a span prefers those that fit the rest of the question: their table is named, best beside them.</summary>
internal static class ContextRanker
{
    private const int MostCandidates = 6;

    public static ImmutableArray<LinkedSpan> Rank(ImmutableArray<LinkedSpan> spans, CatalogLexicon lexicon)
    {
        var named = new HashSet<object>(ReferenceEqualityComparer.Instance);
        named.UnionWith(spans.SelectMany(span => span.Candidates.OfType<TableMention>().Where(table => table.Via is null).Take(1)).Select(mention => mention.Table));
        named.UnionWith(spans.SelectMany(span => span.Candidates.OfType<ColumnMention>()).Where(mention => mention.Score > 0.9).Select(mention => mention.Column));
        var owners = new HashSet<object>(spans.SelectMany(span => span.Candidates.OfType<ColumnMention>()).Select(mention => mention.Column.Table), ReferenceEqualityComparer.Instance);
        var ranked = ImmutableArray.CreateBuilder<LinkedSpan>(spans.Length);
        for (var i = 0; i < spans.Length; i++)
        {
            var at = i;
            ranked.Add(spans[i].Candidates.Length < 2 ? spans[i] : spans[i] with
            {
                Candidates = [.. spans[i].Candidates
                    .Select(mention => mention with { Score = mention.Score + Bonus(mention, at, spans, named, owners, lexicon) })
                    .OrderByDescending(mention => mention.Score).Take(MostCandidates)],
            });
        }

        return ranked.ToImmutable();
    }

    private static double Bonus(
        Mention mention, int at, ImmutableArray<LinkedSpan> spans, HashSet<object> named, HashSet<object> owners, CatalogLexicon lexicon)
    {
        if (TableOf(mention) is not { } table)
            return 0;
        var bonus = !named.Contains(table) ? 0 : mention is ColumnMention or AggregateMention ? 0.26 : 0.1;
        if (mention is TableMention { Score: < 0.9, Via: null } && spans[at].Candidates.Any(other => other is TableMention { Score: >= 0.99 }))
            bonus -= 0.15;
        if (mention is TableMention { Via: { } via })
            return named.Contains(via.From) ? 0.2 : -0.3;
        if (mention is ValueMention value)
        {
            bonus += owners.Contains(table) ? 0.05 : 0;
            bonus += named.Contains(value.Column) ? 0.1 : 0;
            bonus += SharesTable(at - 1) || SharesTable(at + 1) ? 0.1 : 0;
            bonus += lexicon[table].Label.Contains(value.Column) ? 0.06 : 0;
            bonus += at > 0 && spans[at - 1].Text is ("called" or "named") && lexicon[table].Label.Contains(value.Column) ? 0.2 : 0;
            bonus -= Math.Min(0.04, (table.RowCount ?? 1000) / 25_000d);
        }

        if (mention is TableMention or FlagMention)
            return bonus;
        return bonus + (Beside(at - 1) || Beside(at + 1) ? 0.12 : 0);

        bool SharesTable(int index) => index >= 0 && index < spans.Length && spans[index].Candidates.OfType<ValueMention>()
            .Any(other => other.Column.Table == table && other.Column != ((ValueMention)mention).Column);

        bool Beside(int index) => index >= 0 && index < spans.Length && mention is (ValueMention or ConditionMention)
            && (spans[index].Candidates.OfType<TableMention>().Any(other => other.Table == table)
                || spans[index].Candidates.OfType<ColumnMention>().Any(other => mention is ValueMention value && other.Column == value.Column));
    }

    private static CatalogTable? TableOf(Mention mention) => mention switch
    {
        TableMention table => table.Table,
        ColumnMention column => column.Column.Table,
        AggregateMention aggregate => aggregate.Column.Table,
        ValueMention value => value.Column.Table,
        ConditionMention condition => condition.Column.Table,
        FlagMention flag => flag.Column.Table,
        _ => null,
    };
}
