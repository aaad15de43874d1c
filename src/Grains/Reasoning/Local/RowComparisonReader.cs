using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>Reads what follows "larger than" when it is not a number: an average over rows, or the row of that name.</summary>
internal static class RowComparisonReader
{
    /// <returns>Whether the mention belongs to a pending comparison.</returns>
    public static bool Read(Draft draft, Mention mention, Mention? next)
    {
        if (draft.Pending.Against is not { } cue)
            return false;
        switch (mention)
        {
            case CueMention { Cue: { Kind: CueKind.Aggregate } function }: Function(draft, cue, function.Argument, next); return true;
            case CueMention { Cue.Kind: CueKind.HowMany } when draft.Pending.Function is not null: return true;
            case AggregateMention aggregate: Compare(draft, cue, draft.Pending.CompareColumn ?? aggregate.Column, aggregate.Function, null); return true;
            case ColumnMention column when draft.Pending.Function is { } function: Compare(draft, cue, column.Column, function, null); return true;
            case TableMention table when draft.Pending.Function is { } function: CompareCount(draft, cue, table.Table, function); return true;
            case ColumnMention { Column.IsMeasure: true } column: draft.Pending.CompareColumn ??= column.Column; return true;
            case ValueMention value: Row(draft, cue, value); return true;
            default: return false;
        }
    }

    // "the average": of what was compared; "the average price": of the column that follows; "the average number of loans": of a count.
    private static void Function(Draft draft, Cue cue, string function, Mention? next)
    {
        if (next is TableMention whole && draft.Pending.CompareColumn is { } compared && whole.Table == compared.Table)
            Compare(draft, cue, compared, function, null);
        else if (next is ColumnMention { Column.IsMeasure: true } or TableMention or CueMention { Cue.Kind: CueKind.HowMany })
            draft.Pending.Function = function;
        else if (draft.Pending.CountTable is { } counted)
            CompareCount(draft, cue, counted, function);
        else if (Column(draft, cue) is { } column)
            Compare(draft, cue, column, function, null);
        else
            Fail(draft);
    }

    private static void Row(Draft draft, Cue cue, ValueMention value)
    {
        var not = draft.Pending.TakeNot() || draft.Pending.CountTable is not null;
        if (Column(draft, cue, value.Column.Table) is not { } column || not)
        {
            Fail(draft);
            return;
        }

        var rows = new RowSet(column.Table);
        if (column.Table == value.Column.Table)
            rows.Conditions.Add(new Comparison(value.Column, "=", [value.Value]));
        else if (draft.Lexicon.Joins.Path(column.Table, value.Column.Table) is { } path)
            rows.Conditions.Add(new RelatedCondition(path, new RowSet(value.Column.Table) { Conditions = { new Comparison(value.Column, "=", [value.Value]) } }, Negated: false));
        Compare(draft, cue, column, cue.Argument[0] == '>' ? "MAX" : "MIN", rows);
    }

    private static void Compare(Draft draft, Cue cue, ColumnRef column, string function, RowSet? rows)
    {
        (draft.Pending.Against, draft.Pending.Function, draft.Pending.CompareColumn, draft.Pending.CountTable) = (null, null, null, null);
        if (draft.Reach(column.Table) is not { } node)
            return;
        var of = new Attribute(column, []);
        node.Rows.Conditions.Add(new RowComparison(of, cue.Argument, function, of, rows ?? new RowSet(column.Table)));
        draft.Doubt(0.95, $"Compared by {column}.");
    }

    private static void CompareCount(Draft draft, Cue cue, CatalogTable table, string function)
    {
        (draft.Pending.Against, draft.Pending.Function, draft.Pending.CompareColumn, draft.Pending.CountTable) = (null, null, null, null);
        if (draft.BestParent(table) is not { } best)
        {
            Fail(draft);
            return;
        }

        var count = new RelatedAggregate("COUNT", best.Path, new RowSet(table), null);
        best.Parent.Rows.Conditions.Add(new RowComparison(count, cue.Argument, function, count, new RowSet(best.Parent.Rows.Table)));
        draft.Doubt(0.95, $"Compared by the number of {ReadingWords.Name(table.Name)}.");
    }

    private static ColumnRef? Column(Draft draft, Cue cue, CatalogTable? named = null)
    {
        if (draft.Pending.CompareColumn is { } column)
            return column;
        if ((draft.Current?.Rows.Table ?? named) is not { } table)
            return null;
        return Dimensions.Find(draft.Lexicon[table], cue)?.Column ?? (cue.Words.IsEmpty ? Dimensions.Main(draft.Lexicon[table]) : null);
    }

    private static void Fail(Draft draft)
    {
        (draft.Pending.Against, draft.Pending.Function) = (null, null);
        draft.Doubt(0.2, "The question compares with something the planner cannot work out.");
    }
}
