namespace AgentCluster.Reasoning.Local;

/// <summary>Years kept as plain numbers: a period of whole years is compared as such.</summary>
internal static class Years
{
    public static bool IsYear(ColumnRef column) => column.IsMeasure && Tokenizer.Identifier(column.Column.Name).Any(word => word.Lower == "year");

    /// <summary>The column of a table that holds a year, or null.</summary>
    public static ColumnRef? Of(TableEntry table) => table.Columns.Select(column => column.Ref).FirstOrDefault(IsYear);

    public static void Read(Draft draft, RowSet? owner, ColumnRef column, DateSpan span, Mention? previous)
    {
        var pending = draft.Pending;
        if (pending.Compare?.Argument == "BETWEEN" && previous is CueMention)
        {
            pending.CompareColumn = column;
            span = new(span.From, null);
        }
        else
        {
            span = ConditionReader.Bounds(pending.Compare?.Argument, span);
            pending.Compare = null;
        }

        if (span is not { From: null or { DayOfYear: 1 }, Before: null or { DayOfYear: 1 } })
            draft.Doubt(0.2, $"Of {column} only the year is known.");
        if (span is { From: { } only, Before: { } next } && next.Year == only.Year + 1)
        {
            owner?.Conditions.Add(new Comparison(column, "=", [(decimal)only.Year]));
            return;
        }

        if (span.From is { } from)
            owner?.Conditions.Add(new Comparison(column, ">=", [(decimal)from.Year]));
        if (span.Before is { } before)
            owner?.Conditions.Add(new Comparison(column, "<", [(decimal)before.Year]));
    }
}
