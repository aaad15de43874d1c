using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>Reads "which genre has the most books": a column asked for, then rows that are counted for each of its values.</summary>
internal static class GroupCounts
{
    public static bool Read(Draft draft, CatalogTable table)
    {
        var pending = draft.Pending;
        var compares = pending is { Compare: not null, Number: not null };
        if (draft.Nodes.Count > 0 || draft.Head is not [var column] || !(compares || pending.Most is not null) || column.IsMeasure && !IsPeriod(column))
            return false;
        if (draft.Lexicon.Joins.Path(table, column.Table) is not { } path || !path.All(hop => hop.ToOne))
            return false;
        if (compares)
            draft.GroupHaving = (pending.Compare!.Argument, pending.Number!.Value);
        else
            draft.GroupRanking = (pending.Most!.Descending, pending.TakeLimit());
        (pending.Compare, pending.Number, pending.Most, pending.Top) = (null, null, null, null);
        draft.Head.Clear();
        draft.GroupColumns.Add(column);
        draft.Attach(table);
        return true;
    }

    /// <summary>Whether the table is that of the rows counted, named again: "and how many clients does each of them have".</summary>
    public static bool IsShown(Draft draft, CatalogTable table) => draft.ShowCount && draft.Counted?.Rows.Table == table;

    /// <summary>Reads "which genre has the highest average price": the groups are ordered by a function of their rows, or each row of the asked table by its related rows.</summary>
    public static bool ReadBest(Draft draft, ColumnRef measure, bool descending)
    {
        var pending = draft.Pending;
        if (draft.Head is not [{ IsMeasure: false } column] || column.Table == measure.Table && pending.Function is null)
            return false;
        if (draft.Lexicon.Joins.Path(measure.Table, column.Table) is { } path && path.All(hop => hop.ToOne) && draft.Attach(measure.Table) is not null)
        {
            draft.Head.Clear();
            draft.GroupColumns.Add(column);
            draft.GroupRanking = (descending, pending.TakeLimit());
            draft.GroupRankedBy = (pending.Function ?? (descending ? "MAX" : "MIN"), measure);
        }
        else if (draft.Attach(column.Table) is { } node)
        {
            ColumnReader.RankBy(draft, node, measure, descending, pending.Function, descending ? "MAX" : "MIN");
        }

        (pending.Superlative, pending.Most, pending.Top, pending.Group, pending.Function) = (null, null, null, false, null);
        return true;
    }

    /// <summary>Whether each row meets at most one of the counted rows: then rows of the same name are counted together.</summary>
    public static bool IsSingle(ImmutableArray<JoinHop> path) => path.All(hop => hop.ToOne);

    public static void Regroup(Draft draft, ReadingNode node, CatalogTable counted)
    {
        draft.GroupColumns.AddRange(draft.Lexicon[node.Rows.Table].Label);
        draft.Reach(counted);
        draft.Doubt(0.9, $"Rows of {node.Rows.Table.Name} of the same name are counted together.");
    }

    /// <summary>Whether a number is a name of a time and not an amount.</summary>
    public static bool IsPeriod(ColumnRef column) => Tokenizer.Identifier(column.Column.Name).Any(word => word.Lower is "year" or "month");
}
