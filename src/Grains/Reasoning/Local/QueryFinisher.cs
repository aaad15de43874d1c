using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>Turns a draft into a query: which set is asked about, and what of it is shown.</summary>
internal static class QueryFinisher
{
    public static Query? Finish(Draft draft)
    {
        Settle(draft);
        if (Root(draft) is not { } root)
            return null;
        foreach (var role in draft.Roles.Where(role => role.To == root.Table && !draft.UsedRoles.Contains(role)).Take(1).ToList())
            root.Conditions.Add(new RelatedCondition(draft.Lexicon.Joins.Reverse([role]), new RowSet(role.From), Negated: false));
        foreach (var _ in draft.Pending.Left())
            draft.Doubt(0.35);
        if (draft.IsBroken || SetCycles.Exist(root))
            return null;
        var query = new Query(root) { Distinct = draft.Distinct && !draft.HowMany };
        Groups(draft, query);
        Selection.Choose(draft, query);
        GroupCount(draft, query);
        if (draft.OrderBy is { } order && Attribute(draft, query, order.Column) is { } by)
            query.Order = (by, order.Descending, null);
        GroupRanking(draft, query);
        if (draft.Direction is { } descending && query.Select.Count > 0)
            query.Order = (draft.OrderBy is { } chosen && Attribute(draft, query, chosen.Column) is { } chosenBy ? chosenBy : query.Select[^1], descending, query.Order?.Limit);
        return query.Select.Count == 0 || draft.IsBroken ? null : query;
    }

    // "most" or a superlative that no name followed ranks by the column named last ("spent the most").
    private static void Settle(Draft draft)
    {
        var pending = draft.Pending;
        if (pending.Function is { } function && draft.Aggregates.Count == 0 && draft.Nodes.Count > 0 && Dimensions.Main(draft.Lexicon[draft.Nodes[0].Rows.Table]) is { } main)
        {
            pending.Function = null;
            draft.Doubt(0.88, $"{function} is taken of {main}.");
            draft.Aggregates.Add((function, main));
        }

        if ((pending.Most ?? pending.Superlative) is not { } cue || draft.Nodes.Count == 0)
            return;
        var root = draft.Nodes[0];
        if (draft.Tail.LastOrDefault(column => column.IsMeasure || column.Role == ColumnRole.Date) is { } column)
        {
            draft.Tail.Remove(column);
            ColumnReader.RankBy(draft, root, column, cue.Descending, pending.Function);
        }
        else if (Dimensions.Find(draft.Lexicon[draft.Current!.Rows.Table], cue) is { } dimension)
        {
            draft.Doubt(dimension.Factor * 0.95, $"Ranked by {dimension.Column}.");
            var summed = draft.Current != root && draft.Current.Path.Any(hop => !hop.ToOne) && cue.Words.SequenceEqual(Vocabulary.Money);
            ColumnReader.RankBy(draft, summed ? root : draft.Current, dimension.Column, dimension.Descending, summed ? "SUM" : null);
        }
        else
        {
            return;
        }

        (pending.Most, pending.Superlative, pending.Top, pending.Function) = (null, null, null, null);
    }

    private static RowSet? Root(Draft draft)
    {
        var asked = draft.Aggregates.Select(pair => pair.Column).Concat(draft.Head).FirstOrDefault();
        if (draft.Nodes.Count == 0)
        {
            if (asked is not null)
                return new RowSet(asked.Table);
            return null;
        }

        var root = draft.Nodes[0];
        if (draft.Asks?.Kind == CueKind.Who && People(draft, root) is { } people)
            return people;
        if (asked is null && IsNamed(draft, root) && draft.Nodes.FirstOrDefault(node => !IsNamed(draft, node)) is { } unnamed)
            return Turn(draft, unnamed);
        if (asked is null || asked.Table == root.Rows.Table)
            return root.Rows;
        if (draft.Lexicon.Joins.Path(root.Rows.Table, asked.Table) is not { } path)
        {
            draft.IsBroken = true;
            return root.Rows;
        }

        if (draft.Aggregates.Count == 0 && path.All(hop => hop.ToOne))
            return root.Rows;
        if (draft.Nodes.FirstOrDefault(node => node.Rows.Table == asked.Table) is { } inner)
            return Turn(draft, inner);
        draft.Spend(JoinGraph.Cost(path));
        var owner = new RowSet(asked.Table);
        if (!root.Rows.IsWhole)
            owner.Conditions.Add(new RelatedCondition(draft.Lexicon.Joins.Reverse(path), root.Rows, Negated: false));
        return owner;
    }

    // A set that a value names is not what is asked for: "bars in Dallas" asks for what has both, not for the word.
    private static bool IsNamed(Draft draft, ReadingNode node) =>
        node.Rows.Conditions.OfType<Comparison>().Any(comparison => comparison.Operator is "=" or "IN" && draft.Lexicon[node.Rows.Table].Label.Contains(comparison.Column));

    // "Who is in X": people that refer to the row of X, not X itself.
    private static RowSet? People(Draft draft, ReadingNode root)
    {
        if (draft.Head.Count > 0 || draft.Lexicon[root.Rows.Table].IsPeople || !draft.Lexicon[root.Rows.Table].Label.Any(label =>
                root.Rows.Conditions.OfType<Comparison>().Any(comparison => comparison.Column == label)))
        {
            return null;
        }

        var hop = draft.Lexicon.Joins.From(root.Rows.Table).Where(hop => !hop.ToOne && draft.Lexicon[hop.To].IsPeople && !hop.To.IsView)
            .OrderBy(hop => hop.Cost).ThenByDescending(hop => hop.To.RowCount ?? 0).FirstOrDefault();
        if (hop is null)
            return null;
        draft.Doubt(0.8, $"People are taken of {hop.To.Name}.");
        return new RowSet(hop.To) { Conditions = { new RelatedCondition(draft.Lexicon.Joins.Reverse([hop]), root.Rows, Negated: false) } };
    }

    // What is asked of an inner set is asked of its rows that the outer sets reach: the ties are turned round.
    private static RowSet Turn(Draft draft, ReadingNode inner)
    {
        for (var node = inner; node is { Parent: { } parent, Tie: { } tie }; node = parent)
        {
            // A tie that is one side of an "or" cannot be turned.
            draft.IsBroken |= !parent.Rows.Conditions.Remove(tie);
            if (parent.Rows.IsWhole && parent.Parent is null)
                continue;
            node.Rows.Conditions.Add(new RelatedCondition(draft.Lexicon.Joins.Reverse(tie.Path), parent.Rows, tie.Negated));
        }

        return inner.Rows;
    }

    private static void Groups(Draft draft, Query query)
    {
        foreach (var table in draft.GroupTables)
        {
            foreach (var label in draft.Lexicon[table].Label)
                AddGroup(draft, query, label);
            var key = table.PrimaryKey is [var only] ? draft.Lexicon.Column(table, only) : null;
            if (key is not null && !draft.Lexicon[table].Label.Contains(key) && query.GroupBy is [.., Attribute { Path: var path }])
                query.GroupBy.Add(new Attribute(key, path));
        }

        foreach (var column in draft.GroupColumns)
            AddGroup(draft, query, column);
        if (draft.GroupUnit is { } unit && draft.Lexicon[query.From.Table].MainDate is { } date)
        {
            var period = new PeriodOf(new Attribute(date, []), unit);
            query.GroupBy.Add(period);
            query.Select.Add(period);
            query.Order = (period, false, null);
        }
        else if (draft.GroupUnit is not null)
        {
            draft.Doubt(0.2, "No date to group by was found.");
        }
    }

    private static void AddGroup(Draft draft, Query query, ColumnRef column)
    {
        if (Attribute(draft, query, column) is not { } attribute)
            return;
        query.GroupBy.Add(attribute);
        query.Select.Add(attribute);
    }

    private static void GroupCount(Draft draft, Query query)
    {
        var count = new Aggregate("COUNT", null);
        if (draft.GroupHaving is { } having)
            query.Having = (count, having.Operator, having.Number);
        if (draft.GroupRanking is { } ranking)
            query.Order = (draft.GroupRankedBy is { } by ? new Aggregate(by.Function, new Attribute(by.Column, [])) : count, ranking.Descending, ranking.Limit);
        if (draft.ShowCount)
            query.Select.Add(draft.Counted is { } counted ? new RelatedAggregate("COUNT", counted.Path, counted.Rows, null) : count);
    }

    // "which category has the highest average price": the best group, not the best row.
    private static void GroupRanking(Draft draft, Query query)
    {
        if (query.GroupBy.Count == 0 || query.From.Ranking is not { } ranking)
            return;
        draft.Doubt(0.6);
        query.From.Ranking = null;
        query.Order = (query.Select[^1], ranking.Descending, ranking.Limit);
    }

    public static Attribute? Attribute(Draft draft, Query query, ColumnRef column)
    {
        var path = draft.Lexicon.Joins.Path(query.From.Table, column.Table);
        if (path is null)
        {
            draft.IsBroken = true;
            return null;
        }

        draft.Spend(JoinGraph.Cost(path.Value));
        if (path.Value.Any(hop => !hop.ToOne))
            draft.Doubt(0.5, $"Several rows of {column.Table.Name} may meet one row of {query.From.Table.Name}.");
        return new Attribute(column, path.Value);
    }
}
