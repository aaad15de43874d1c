namespace AgentCluster.Reasoning.Local;

/// <summary>Decides what of a set is shown: functions, counts, named columns, or else its label.</summary>
internal static class Selection
{
    private static readonly string[] Places = ["location", "address", "place", "city", "town", "state", "region", "country"];

    public static void Choose(Draft draft, Query query)
    {
        var groups = query.GroupBy.Count;
        if (draft.ShareFrom is { } whole)
        {
            Percentage(draft, query, whole);
            return;
        }

        foreach (var (function, column) in draft.Aggregates)
            query.Select.Add(new Aggregate(function, QueryFinisher.Attribute(draft, query, column) ?? new Attribute(column, [])));
        if (draft.Aggregates.Count > 0)
        {
            if (draft.Head.Count > 0 && groups == 0)
                draft.Doubt(0.5);
            return;
        }

        if (draft.HowMany && !(draft.Head.Count > 0 && draft.Head[0].IsMeasure))
        {
            query.Select.Add(CountOf(draft, query));
            if (draft.Lexicon[query.From.Table].Label is [var label] && IsFixed(query, label))
                draft.Doubt(0.3);
            if (query.From.Table.PrimaryKey.IsEmpty && !IsUnique(draft.Lexicon[query.From.Table]))
                draft.Doubt(0.8, $"Rows of {query.From.Table.Name} are counted.");
            return;
        }

        if (draft.HowMany && groups == 0 && !IsSingle(draft, query) && QueryFinisher.Attribute(draft, query, draft.Head[0]) is { } parts)
        {
            draft.Doubt(0.9, $"{draft.Head[0]} is added up.");
            query.Select.Add(new Aggregate("SUM", parts));
            return;
        }

        if (draft.HowMuch is { } howMuch && HowMuch(draft, query, howMuch))
            return;
        if (draft.GroupHaving is not null || draft.GroupRanking is not null)
        {
            GroupedHead(draft, query);
            return;
        }

        if (groups > 0)
        {
            NoAggregate(draft, query);
            return;
        }

        if (draft.Head.Count > 1 && !draft.IsList)
            draft.Doubt(0.7);
        if (draft.Head.Count == 0)
            AddLabel(draft, query);
        else if (draft.Asks?.Kind == CueKind.Who)
            draft.Doubt(0.5);
        foreach (var column in draft.Head.Concat(draft.Tail).Distinct().Where(column => !IsFixed(query, column)))
        {
            if (QueryFinisher.Attribute(draft, query, column) is { } attribute && !query.Select.Contains(attribute))
                query.Select.Add(attribute);
        }

        // "the largest invoice": its number, or its amount?
        if (draft.Head.Count == 0 && query.From.Ranking is { Limit: 1, By: Attribute } && draft.Lexicon[query.From.Table] is { Words.Length: > 0, Label: [var opaque] }
            && Tokenizer.Identifier(opaque.Column.Name) is [.., { Lower: "number" or "code" or "reference" }])
        {
            draft.DoubtShown(0.7, $"Shown by {opaque}.");
        }

        if (draft.Tail.Any(column => !IsFixed(query, column)))
            draft.Doubt(0.75);
        Judge(draft, query);
    }

    // What is asked of groups of one name is the same in all of their rows.
    private static void GroupedHead(Draft draft, Query query)
    {
        if (draft.Head.Count == 0)
            return;
        query.Select.Clear();
        foreach (var column in draft.Head)
        {
            if (QueryFinisher.Attribute(draft, query, column) is { } attribute)
                query.Select.Add(new Aggregate("MAX", attribute));
        }
    }

    // Conditions read before the verb narrow the whole, those after it the part.
    private static void Percentage(Draft draft, Query query, int whole)
    {
        var conditions = query.From.Conditions;
        if (whole >= conditions.Count)
            whole = 0;
        if (conditions.Count == 0)
            draft.Doubt(0.2, "There is nothing to take a share of.");
        else
            query.Select.Add(new Share([.. conditions.Skip(whole)]));
        conditions.RemoveRange(whole, conditions.Count - whole);
    }

    private static bool IsFixed(Query query, ColumnRef column) =>
        query.From.Conditions.OfType<Comparison>().Any(comparison => comparison.Operator == "=" && comparison.Column == column);

    private static bool IsSingle(Draft draft, Query query) =>
        query.From.Ranking is { Limit: 1 } || query.From.Conditions.OfType<Comparison>().Any(comparison => draft.Lexicon[query.From.Table].Label.Contains(comparison.Column));

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
        if (!unique && query.From.Table.PrimaryKey.IsEmpty && query.From.Ranking is { By: RelatedAggregate })
            draft.Doubt(0.5);
        if (!unique && IsSingle(draft, query) && query.Select.All(expression => expression is Attribute))
        {
            query.Distinct = true;
            if (query.From.Ranking is not null && query.From.Table.PrimaryKey.IsEmpty)
                draft.Doubt(0.85, $"Rows of {query.From.Table.Name} of the same name are shown once.");
        }
    }

    private static Aggregate CountOf(Draft draft, Query query)
    {
        var column = draft.Head.Count > 0 ? draft.Head[0] : null;
        if (column is null && query.From.IsWhole && Repeated(draft.Lexicon[query.From.Table]) is { } name)
            return new Aggregate("COUNT", new Attribute(name, []), Distinct: true);
        return column is null || column.Table != query.From.Table
            ? new Aggregate("COUNT", null)
            : new Aggregate("COUNT", new Attribute(column, []), draft.Distinct || column.Role == ColumnRole.Category);
    }

    // Without a key, rows of which most share their name are parts of one thing: the things are counted.
    private static ColumnRef? Repeated(TableEntry table) =>
        table is { Table: { IsView: false, PrimaryKey.IsEmpty: true }, Label: [{ Column.Profile: { SampledRows: > 0 } profile } label] } && profile.Distinct * 2 < profile.SampledRows
            && table.Columns.All(column => column.Ref.Role != ColumnRole.Key)
            ? label
            : null;

    // A grouping without a function shows the group beside each row; measured columns are added up.
    private static void NoAggregate(Draft draft, Query query)
    {
        var measure = draft.Head.Concat(draft.Tail).FirstOrDefault(column => column.IsMeasure);
        if (measure is not null && QueryFinisher.Attribute(draft, query, measure) is { } operand)
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
        query.Select.AddRange(draft.Head.Select(column => QueryFinisher.Attribute(draft, query, column)).OfType<Attribute>());
    }

    private static bool HowMuch(Draft draft, Query query, Cue cue)
    {
        var named = draft.Head.Concat(draft.Tail).FirstOrDefault(column => column.IsMeasure);
        var column = named ?? Dimensions.Find(draft.Lexicon[query.From.Table], cue)?.Column;
        if (column is null || QueryFinisher.Attribute(draft, query, column) is not { } attribute)
        {
            draft.Doubt(0.3);
            return false;
        }

        draft.Doubt(named is null ? 0.9 : 0.95, $"Taken of {column}.");
        query.Distinct |= !IsUnique(draft.Lexicon[query.From.Table]) && IsSingle(draft, query);
        query.Select.Add(cue.Argument.Length > 0 && (query.From.Conditions.Count > 0 || query.GroupBy.Count > 0) ? new Aggregate(cue.Argument, attribute) : attribute);
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

        // "the largest refund": a row without a name is told by what makes it the largest.
        if (table.Label is [{ Role: ColumnRole.Key }] && query.From.Ranking is { Limit: 1, By: Attribute { Path.IsEmpty: true } by })
        {
            draft.DoubtShown(0.85, $"Rows of {table.Table.Name} have no name: {by.Column} is shown.");
            query.Select.Add(by);
            return;
        }

        query.Select.AddRange(table.Label.Select(label => new Attribute(label, [])));
    }

    private static ColumnRef? Place(TableEntry table) =>
        Places.Select(word => table.Columns.FirstOrDefault(column => !table.Label.Contains(column.Ref) && column.Words.Any(part => part.Lower == word))?.Ref)
            .FirstOrDefault(column => column is not null);
}
