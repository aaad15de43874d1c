using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>Reads the name of a table.</summary>
internal static class TableReader
{
    public static void Read(Draft draft, CatalogTable table, Mention? next)
    {
        var pending = draft.Pending;
        if (GroupCounts.Read(draft, table) || GroupCounts.IsShown(draft, table))
            return;

        // "campaigns with the highest total ad spend": the table stands for the measure it is called by.
        if (draft.Current is not null && (pending.Function is not null || pending.Superlative is not null) && Dimensions.Namesake(draft.Lexicon[table]) is { } measure)
        {
            ColumnReader.Read(draft, measure, next);
            return;
        }

        if (pending.Comparative is { Words.IsEmpty: true } && draft.Current is not null)
        {
            pending.CountTable = table;
            return;
        }

        if (draft.Current is { } current && LoopOf(draft, current, table) is { } loop && next is not null)
        {
            pending.Loop = loop;
            return;
        }

        if (draft.Nodes.Count == 0 && pending.Most is not null && draft.Asks?.Kind == CueKind.Who && draft.Head.Count == 0
            && draft.Lexicon.Joins.From(table).Where(hop => hop.ToOne && draft.Lexicon[hop.To].IsPeople).MinBy(hop => hop.Cost) is { } doer)
        {
            draft.Doubt(0.9, $"People are taken of {doer.To.Name}.");
            draft.Attach(doer.To);
        }

        if (pending.Group && pending.Top is null)
        {
            pending.Group = false;
            draft.GroupTables.Add(table);
            return;
        }

        if (draft.Current is not null && (pending.Most is not null || pending.CountOf))
        {
            RankByCount(draft, table);
            return;
        }

        if (pending is { Compare: { } compare, Number: { } number } && draft.Current is not null)
        {
            CompareCount(draft, table, compare.Argument, number);
            return;
        }

        Open(draft, table, next);
    }

    private static void Open(Draft draft, CatalogTable table, Mention? next)
    {
        var pending = draft.Pending;
        if (draft.Nodes.Any(other => other.Rows.Table == table && other.IsMentioned))
            draft.Doubt(0.85);
        if (draft.Reach(table) is not { } node)
            return;
        node.IsMentioned = true;
        if (pending.Most is not null && draft.Nodes.Count == 1 && next is not null)
        {
            draft.Doubt(0.5);
            pending.Most = null;
        }

        // "the most money in paid payouts" is a sum over them: it waits for the end of the question.
        if (pending.Superlative is { } superlative && !(draft.Nodes.Count > 1 && superlative.Words.SequenceEqual(Vocabulary.Money)))
            Rank(draft, node, superlative);
        else if (pending.Number is { } && pending.Compare is null && pending.Top is null && draft.Nodes.Count == 1)
            draft.Doubt(0.9);
    }

    private static void Rank(Draft draft, ReadingNode node, Cue superlative)
    {
        if (Dimensions.Find(draft.Lexicon[node.Rows.Table], superlative) is not { } dimension)
            return;
        draft.Pending.Superlative = null;
        draft.Pending.Top = null;
        node.Rows.Ranking = new(new Attribute(dimension.Column, []), dimension.Descending, draft.Pending.TakeLimit());
        draft.Doubt(dimension.Factor, $"Ranked by {dimension.Column}.");
    }

    private static void RankByCount(Draft draft, CatalogTable table)
    {
        var pending = draft.Pending;
        var descending = (pending.Most ?? pending.Superlative ?? pending.Top)?.Descending ?? true;
        var (parent, path) = !pending.Loop.IsEmpty && pending.Loop[^1].To == table
            ? (draft.Current!, pending.Loop)
            : draft.CountParent(table) ?? (null!, []);
        if (parent is null || path.IsEmpty)
        {
            draft.Doubt(0.1);
            return;
        }

        if (GroupCounts.IsSingle(path))
        {
            GroupCounts.Regroup(draft, parent, table);
            draft.GroupRanking = (descending, pending.TakeLimit());
            (pending.Most, pending.Top, pending.Superlative, pending.Group, pending.CountOf) = (null, null, null, false, false);
            return;
        }

        var target = new RowSet(table);
        parent.Rows.Ranking = new(new RelatedAggregate("COUNT", path, target, null), descending, pending.TakeLimit());
        (pending.Most, pending.Top, pending.Superlative, pending.Group, pending.CountOf, pending.Loop) = (null, null, null, false, false, []);
        draft.Counted = new ReadingNode(target, parent, path);
    }

    private static void CompareCount(Draft draft, CatalogTable table, string compare, decimal number)
    {
        draft.Pending.Compare = null;
        draft.Pending.Number = null;
        if (draft.CountParent(table) is not { } best)
        {
            draft.Doubt(0.1);
            return;
        }

        if (GroupCounts.IsSingle(best.Path))
        {
            GroupCounts.Regroup(draft, best.Parent, table);
            draft.GroupHaving = (compare, number);
            return;
        }

        var target = new RowSet(table);
        best.Parent.Rows.Conditions.Add(new RelatedCondition(best.Path, target, Negated: false) { Count = (compare, number) });
        draft.Counted = new ReadingNode(target, best.Parent, best.Path);
    }

    /// <summary>The relation of the current table to itself that a name stands for: a table in between.</summary>
    private static System.Collections.Immutable.ImmutableArray<JoinHop>? LoopOf(Draft draft, ReadingNode current, CatalogTable table)
    {
        foreach (var loop in draft.Lexicon.Joins.Loops(current.Rows.Table))
        {
            if (loop.Length == 2 && loop[0].To == table)
                return loop;
        }

        return null;
    }
}
