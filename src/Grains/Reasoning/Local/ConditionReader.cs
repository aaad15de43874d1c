using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>Reads values, numbers and dates into conditions.</summary>
internal static class ConditionReader
{
    public static void Value(Draft draft, ValueMention value, Mention? previous)
    {
        var known = draft.Find(value.Column.Table);
        if (known is not null && known.Rows.Conditions.OfType<Comparison>().LastOrDefault(other => other.Column == value.Column && other.Operator is "=" or "IN") is { } other)
            SetReader.Join(draft, known, other, value, previous is ValueMention);
        else if (known is not null && draft.IsAfterWords && previous is TableMention named && named.Table == value.Column.Table && draft.Lexicon[named.Table].Label.Contains(value.Column))
            Apart(draft, value, known);
        else if (Owner(draft, value.Column.Table) is { } owner)
            owner.Conditions.Add(new Comparison(value.Column, draft.Pending.TakeNot() ? "<>" : "=", [value.Value]));
        else
            return;
        if (value.Why == "part of a value")
            draft.Doubt(0.8, "");
    }

    // "states through which the Rhine runs": the name is more likely that of something else.
    private static void Apart(Draft draft, ValueMention value, ReadingNode known)
    {
        draft.Doubt(0.7);
        known.Rows.Conditions.Add(new Comparison(value.Column, draft.Pending.TakeNot() ? "<>" : "=", [value.Value]));
    }

    public static void Condition(Draft draft, ConditionMention condition)
    {
        if (Owner(draft, condition.Column.Table) is not { } owner)
            return;
        var compare = draft.Pending.TakeNot() ? Opposite(condition.Operator) : condition.Operator;
        owner.Conditions.Add(new Comparison(condition.Column, compare, [condition.Number]));
    }

    public static void Flag(Draft draft, FlagMention flag)
    {
        if (Owner(draft, flag.Column.Table) is not { } owner)
            return;
        if (flag.Column.Role == ColumnRole.Date)
            owner.Conditions.Add(new Absence(flag.Column, IsNull: flag.Set == draft.Pending.TakeNot()));
        else
            owner.Conditions.Add(new Comparison(flag.Column, "=", [flag.Set != draft.Pending.TakeNot()]));
    }

    public static void Number(Draft draft, decimal number, Mention? previous, Mention? next)
    {
        var pending = draft.Pending;
        if (pending.Compare is { Argument: "BETWEEN" } && pending.CompareColumn is { } between)
        {
            Between(draft, between, number, next);
            return;
        }

        if (pending.Compare is { } compare)
        {
            CompareWith(draft, compare, number, next);
            return;
        }

        if (pending.CompareColumn is { } column && previous is ColumnMention)
        {
            Compare(draft, column, "=", number);
            return;
        }

        pending.Number = number;

        // "vendors with 60 payment days"
        if (draft.Current is not null && pending is { Top: null, Superlative: null, Most: null } && next is ColumnMention { Column.IsMeasure: true })
        {
            pending.Compare = Vocabulary.Find("exactly");
            return;
        }

        if (pending.Top is null && next is not (TableMention or CueMention { Cue.Kind: CueKind.Superlative or CueKind.Top }))
        {
            pending.Number = null;
            draft.Doubt(0.2, $"The number {number} has no place in this reading.");
        }
    }

    private static void CompareWith(Draft draft, Cue compare, decimal number, Mention? next)
    {
        var pending = draft.Pending;
        if (pending.CompareColumn is { } column)
        {
            Compare(draft, column, compare.Argument, number);
        }
        else if (next is TableMention or ColumnMention { Column.IsMeasure: true })
        {
            pending.Number = number;
        }
        else if (draft.Current is { } current && Dimensions.Find(draft.Lexicon[current.Rows.Table], compare) is { } dimension)
        {
            draft.Doubt(dimension.Factor, $"Compared by {dimension.Column}.");
            Compare(draft, dimension.Column, compare.Argument, number);
        }
        else if (draft.Current is { } node && Dimensions.Main(draft.Lexicon[node.Rows.Table]) is { } only)
        {
            draft.Doubt(0.8, $"Compared by {only}.");
            Compare(draft, only, compare.Argument, number);
        }
        else
        {
            pending.Compare = null;
            draft.Doubt(0.2, $"Nothing to compare with {number} was found.");
        }
    }

    private static void Between(Draft draft, ColumnRef column, decimal number, Mention? next)
    {
        var pending = draft.Pending;
        if (pending.Number is not { } low)
        {
            pending.Number = number;
            if (next is not NumberMention)
                draft.Doubt(0.2);
            return;
        }

        (pending.Compare, pending.CompareColumn, pending.Number) = (null, null, null);
        Owner(draft, column.Table)?.Conditions.Add(new Comparison(column, "BETWEEN", [low, number]));
    }

    public static void Compare(Draft draft, ColumnRef column, string compare, decimal number)
    {
        (draft.Pending.Compare, draft.Pending.CompareColumn, draft.Pending.Number) = (null, null, null);
        Owner(draft, column.Table)?.Conditions.Add(new Comparison(column, compare, [number]));
    }

    public static void Date(Draft draft, DateSpan span, Mention? previous)
    {
        var pending = draft.Pending;
        var column = pending.CompareColumn is { } named && (named.Role == ColumnRole.Date || Years.IsYear(named)) ? named : DateColumn(draft);
        pending.CompareColumn = null;
        if (column is not null && Years.IsYear(column))
        {
            Years.Read(draft, Owner(draft, column.Table), column, span, previous);
            return;
        }

        if (column is null || Owner(draft, column.Table) is not { } owner)
        {
            draft.Doubt(0.15, "No date was found that the period could belong to.");
            return;
        }

        if (pending.Compare?.Argument == "BETWEEN" && previous is CueMention)
        {
            pending.CompareColumn = column;
            owner.Conditions.Add(new WithinSpan(column, new(span.From, null)));
            return;
        }

        owner.Conditions.Add(new WithinSpan(column, Bounds(pending.Compare?.Argument, span)));
        pending.Compare = null;
    }

    public static DateSpan Bounds(string? compare, DateSpan span) => compare switch
    {
        ">" => new(span.Before, null),
        ">=" => new(span.From, null),
        "<" => new(null, span.From),
        "<=" or "BETWEEN" => new(null, span.Before),
        _ => span,
    };

    private static ColumnRef? DateColumn(Draft draft)
    {
        if (draft.Counted is { } counted && DateOf(draft, counted.Rows.Table) is { } countedDate)
            return countedDate;
        for (var node = draft.Current; node is not null; node = node.Parent)
        {
            if (DateOf(draft, node.Rows.Table) is { } date)
                return Mean(draft, date);
        }

        var asked = draft.Aggregates.Select(pair => pair.Column).Concat(draft.Head).FirstOrDefault();
        return asked is not null && DateOf(draft, asked.Table) is { } other ? Mean(draft, other) : null;
    }

    private static ColumnRef? DateOf(Draft draft, CatalogTable table) => draft.Lexicon[table].MainDate ?? Years.Of(draft.Lexicon[table]);

    private static ColumnRef Mean(Draft draft, ColumnRef date)
    {
        var rivals = draft.Lexicon[date.Table].Columns.Count(column => column.Ref.Role == ColumnRole.Date);
        draft.Doubt(rivals > 1 ? 0.84 : 0.98, $"The period is taken of {date}.");
        return date;
    }

    private static string Opposite(string compare) => compare switch
    {
        ">" => "<=",
        ">=" => "<",
        "<" => ">=",
        "<=" => ">",
        "=" => "<>",
        _ => "=",
    };

    private static RowSet? Owner(Draft draft, CatalogTable table)
    {
        if (draft.Counted is { } counted && counted.Rows.Table == table)
            return counted.Rows;
        return draft.Reach(table)?.Rows;
    }
}
