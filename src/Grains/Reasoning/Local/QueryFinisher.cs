using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>Turns a draft into a query: which set is asked about, and what of it is shown.</summary>
internal static class QueryFinisher
{
    private static readonly string[] Places = ["location", "address", "place", "city", "town", "state", "region", "country"];

    public static Query? Finish(Draft draft)
    {
        Settle(draft);
        if (Root(draft) is not { } root)
            return null;
        foreach (var _ in draft.Pending.Left())
            draft.Doubt(0.35);
        var query = new Query(root) { Distinct = draft.Distinct && !draft.HowMany };
        Groups(draft, query);
        Select(draft, query);
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
        if (asked is null || asked.Table.Name == root.Rows.Table.Name)
            return root.Rows;
        if (draft.Lexicon.Joins.Path(root.Rows.Table, asked.Table) is not { } path)
        {
            draft.IsBroken = true;
            return root.Rows;
        }

        if (draft.Aggregates.Count == 0 && path.All(hop => hop.ToOne))
            return root.Rows;
        if (draft.Nodes.FirstOrDefault(node => node.Rows.Table.Name == asked.Table.Name) is { } inner)
            return Turn(draft, inner);
        var owner = new RowSet(asked.Table);
        if (!root.Rows.IsWhole)
            owner.Conditions.Add(new RelatedCondition(draft.Lexicon.Joins.Reverse(path), root.Rows, Negated: false));
        return owner;
    }

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
            parent.Rows.Conditions.Remove(tie);
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
            var key = table.PrimaryKey is [var only] ? draft.Lexicon.Column(table.Name, only) : null;
            if (key is not null && !draft.Lexicon[table].Label.Contains(key) && Attribute(draft, query, key) is { } attribute)
                query.GroupBy.Add(attribute);
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

    private static void Select(Draft draft, Query query)
    {
        var groups = query.GroupBy.Count;
        foreach (var (function, column) in draft.Aggregates)
            query.Select.Add(new Aggregate(function, Attribute(draft, query, column) ?? new Attribute(column, [])));
        if (draft.Aggregates.Count > 0)
            return;
        if (draft.HowMany && !(draft.Head.Count > 0 && draft.Head[0].IsMeasure))
        {
            query.Select.Add(CountOf(draft, query));
            if (draft.Lexicon[query.From.Table].Label is [var label] && IsFixed(query, label))
                draft.Doubt(0.3);
            if (query.From.Table.PrimaryKey.IsEmpty && !IsUnique(draft.Lexicon[query.From.Table]))
                draft.Doubt(0.8, $"Rows of {query.From.Table.Name} are counted.");
            return;
        }

        if (draft.HowMuch is { } howMuch && HowMuch(draft, query, howMuch))
            return;
        if (groups > 0)
        {
            NoAggregate(draft, query);
            return;
        }

        if (draft.Head.Count == 0)
            AddLabel(draft, query);
        foreach (var column in draft.Head.Concat(draft.Tail).Distinct().Where(column => !IsFixed(query, column)))
        {
            if (Attribute(draft, query, column) is { } attribute && !query.Select.Contains(attribute))
                query.Select.Add(attribute);
        }

        if (draft.Tail.Any(column => !IsFixed(query, column)))
            draft.Doubt(0.75);
        Judge(draft, query);
    }

    private static bool IsFixed(Query query, ColumnRef column) =>
        query.From.Conditions.OfType<Comparison>().Any(comparison => comparison.Operator == "=" && comparison.Column == column);

    private static bool IsUnique(TableEntry table) =>
        table.Label.All(label => label.Column.Profile is { } profile && profile.Distinct == profile.SampledRows - profile.Nulls);

    // A row named by its label and asked for nothing but its label answers nothing.
    private static void Judge(Draft draft, Query query)
    {
        var table = draft.Lexicon[query.From.Table];
        if (query.Select.All(expression => expression is Attribute { Path.IsEmpty: true } shown && IsFixed(query, shown.Column)))
            draft.Doubt(0.12);
        var unique = IsUnique(table);
        if (query.From.IsWhole && draft.Head.Concat(draft.Tail).Any(column => !column.IsMeasure && ColumnReader.SuperlativeIn(draft, column) is not null))
            draft.Doubt(0.4);
        var single = query.From.Ranking is { Limit: 1 } || query.From.Conditions.OfType<Comparison>().Any(comparison => table.Label.Contains(comparison.Column));
        if (!unique && single && query.Select.All(expression => expression is Attribute))
            query.Distinct = true;
    }

    private static Aggregate CountOf(Draft draft, Query query)
    {
        var column = draft.Head.Count > 0 ? draft.Head[0] : null;
        return column is null || column.Table.Name != query.From.Table.Name
            ? new Aggregate("COUNT", null)
            : new Aggregate("COUNT", new Attribute(column, []), draft.Distinct || column.Role == ColumnRole.Category);
    }

    // A grouping without a function shows the group beside each row; measured columns are added up.
    private static void NoAggregate(Draft draft, Query query)
    {
        var measure = draft.Head.Concat(draft.Tail).FirstOrDefault(column => column.IsMeasure);
        if (measure is not null && Attribute(draft, query, measure) is { } operand)
        {
            draft.Doubt(0.75, $"{measure} is added up in each group.");
            query.Select.Add(new Aggregate("SUM", operand));
            return;
        }

        if (draft.Head.Count == 0)
        {
            draft.Doubt(0.6, "Rows are counted in each group.");
            query.Select.Add(new Aggregate("COUNT", null));
            return;
        }

        query.GroupBy.Clear();
        draft.Doubt(0.85);
        query.Select.AddRange(draft.Head.Select(column => Attribute(draft, query, column)).OfType<Attribute>());
    }

    private static bool HowMuch(Draft draft, Query query, Cue cue)
    {
        var named = draft.Head.Concat(draft.Tail).FirstOrDefault(column => column.IsMeasure);
        var column = named ?? Dimensions.Find(draft.Lexicon[query.From.Table], cue)?.Column;
        if (column is null || Attribute(draft, query, column) is not { } attribute)
        {
            draft.Doubt(0.3);
            return false;
        }

        draft.Doubt(named is null ? 0.9 : 0.95, $"Taken of {column}.");
        query.Select.Add(cue.Argument.Length > 0 && query.From.Conditions.Count > 0 ? new Aggregate(cue.Argument, attribute) : attribute);
        return true;
    }

    private static void AddLabel(Draft draft, Query query)
    {
        var table = draft.Lexicon[query.From.Table];
        if (draft.Asks?.Kind == CueKind.When && table.MainDate is { } date)
        {
            draft.Doubt(0.9, $"Taken of {date}.");
            query.Select.Add(new Attribute(date, []));
            return;
        }

        if (draft.Asks?.Kind is CueKind.Where && Place(table) is { } place)
        {
            draft.Doubt(0.8, $"Taken of {place}.");
            query.Select.Add(new Attribute(place, []));
            return;
        }

        query.Select.AddRange(table.Label.Select(label => new Attribute(label, [])));
    }

    private static ColumnRef? Place(TableEntry table) =>
        Places.Select(word => table.Columns.FirstOrDefault(column => !table.Label.Contains(column.Ref) && column.Words.Any(part => part.Lower == word))?.Ref)
            .FirstOrDefault(column => column is not null);

    // "which category has the highest average price": the best group, not the best row.
    private static void GroupRanking(Draft draft, Query query)
    {
        if (query.GroupBy.Count == 0 || query.From.Ranking is not { } ranking)
            return;
        draft.Doubt(0.6);
        query.From.Ranking = null;
        query.Order = (query.Select[^1], ranking.Descending, ranking.Limit);
    }

    private static Attribute? Attribute(Draft draft, Query query, ColumnRef column)
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
