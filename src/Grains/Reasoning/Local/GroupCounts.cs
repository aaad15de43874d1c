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

    /// <summary>Whether a number is a name of a time and not an amount.</summary>
    public static bool IsPeriod(ColumnRef column) => Tokenizer.Identifier(column.Column.Name).Any(word => word.Lower is "year" or "month");
}
