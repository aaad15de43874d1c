namespace AgentCluster.Reasoning.Local;

/// <summary>Reads the name of a column: what it does depends on what is pending and on the mention after it.</summary>
internal static class ColumnReader
{
    public static void Read(Draft draft, ColumnRef column, Mention? next)
    {
        var pending = draft.Pending;
        if (Loop(draft, column, next) || next is ValueMention value && value.Column == column || RefersTo(draft, column, next))
            return;
        if (pending.Order)
        {
            pending.Order = false;
            draft.OrderBy = (column, next is CueMention { Cue.Argument: "DESC" });
        }
        else if (pending.Group && column.IsMeasure && draft.Current?.Rows.Ranking is { } ranking)
        {
            pending.Group = false;
            draft.Current.Rows.Ranking = ranking with { By = new Attribute(column, []) };
        }
        else if (pending.Group && !(pending.Top is not null && column.IsMeasure))
        {
            pending.Group = false;
            draft.GroupColumns.Add(column);
        }
        else if (pending.Superlative is not null || pending.Most is not null
            || pending.Top is not null && (pending.Group || pending.Function is not null || column.IsMeasure && next is TableMention))
        {
            if (draft.Nodes.Count == 0 && next is TableMention table && draft.IsNextBeside && column.IsMeasure && draft.Head.Count == 0)
                draft.Attach(table.Table);
            Superlative(draft, column);
        }
        else if (pending is { Compare: { } compare, Number: { } number } && column.IsMeasure)
        {
            ConditionReader.Compare(draft, column, compare.Argument, number);
        }
        else if (next is CueMention { Cue.Kind: CueKind.Compare or CueKind.Than } or NumberMention && (column.IsMeasure || column.Role == ColumnRole.Date))
        {
            pending.CompareColumn = column;
        }
        else if (pending.Comparative is not null && column.IsMeasure && pending.CompareColumn is null)
        {
            pending.CompareColumn = column;
        }
        else if (next is DateMention or CueMention { Cue.Kind: CueKind.Way } && (column.Role == ColumnRole.Date || Years.IsYear(column)))
        {
            pending.CompareColumn = column;
        }
        else
        {
            Ask(draft, column);
        }
    }

    public static void ReadAggregate(Draft draft, AggregateMention aggregate, Mention? next)
    {
        // "orders with their total amount": a column that is called a total is shown, unless groups are asked for.
        var isCalledSo = draft.Lexicon[aggregate.Column.Table].Columns.First(entry => entry.Ref == aggregate.Column).Words is [var first, _, ..]
            && Vocabulary.Find(first.Lower) is { Kind: CueKind.Aggregate } cue && cue.Argument == aggregate.Function;
        if (isCalledSo && draft is { Nodes.Count: > 0, GroupColumns.Count: 0, GroupTables.Count: 0, GroupUnit: null, Pending.Superlative: null, Pending.Most: null, Pending.Top: null })
            draft.Doubt(0.55);
        draft.Pending.Function = aggregate.Function;
        Read(draft, aggregate.Column, next);
    }

    private static void Ask(Draft draft, ColumnRef column)
    {
        var pending = draft.Pending;
        if (pending.Function is { } function && column.IsMeasure)
        {
            pending.Function = null;
            draft.Aggregates.Add((function, column));
        }
        else if (pending.Not && draft.Find(column.Table) is { } node)
        {
            pending.Not = false;
            node.Rows.Conditions.Add(column is { IsMeasure: true, Column.Profile.Nulls: 0 } ? new Comparison(column, "=", [0m]) : new Absence(column, IsNull: true));
        }
        else if (draft.Current is { } current && column.IsMeasure && SuperlativeIn(draft, column) is { } named)
        {
            RankBy(draft, current, column, named.Descending, null, named.Descending ? "MAX" : "MIN");
        }
        else if (draft.Nodes.Count == 0 || !IsMoment(draft, column))
        {
            draft.IsList |= draft.Joined is not null;
            (draft.Nodes.Count == 0 ? draft.Head : draft.Tail).Add(column);
        }
    }

    // Behind its table "issued" of issued_on is the verb of the sentence, not something to show.
    private static bool IsMoment(Draft draft, ColumnRef column) =>
        column.Role == ColumnRole.Date && draft.Lexicon[column.Table].Columns.First(entry => entry.Ref == column).Words is [.., { Lower: "on" or "at" }];

    // A reference named before the table it leads to only says how the two belong together.
    private static bool RefersTo(Draft draft, ColumnRef column, Mention? next) =>
        next is TableMention table && draft.Current is not null && !draft.Pending.Group
        && draft.Lexicon.Joins.From(column.Table).Any(hop => hop.ToOne && hop.To == table.Table && hop.FromColumns is [var only] && only == column.Column.Name);

    // "which region has the highest elevation", asked of a column that is called highest_elevation.
    public static Cue? SuperlativeIn(Draft draft, ColumnRef column) =>
        draft.Lexicon[column.Table].Columns.First(entry => entry.Ref == column).Words is [var first, _, ..] && Vocabulary.Find(first.Lower) is { Kind: CueKind.Superlative } cue
            ? cue
            : null;

    private static void Superlative(Draft draft, ColumnRef column)
    {
        var pending = draft.Pending;
        var descending = (pending.Superlative ?? pending.Most ?? pending.Top)!.Descending;
        var node = pending.Top is not null && draft.Nodes.Count > 0 ? draft.Nodes[0] : draft.Current;
        if (node is null && draft.Asks?.Kind == CueKind.Who)
            node = draft.Attach(column.Table);
        if (node is null && column.IsMeasure && GroupCounts.ReadBest(draft, column, descending))
            return;
        if (node is null || !(column.IsMeasure || column.Role == ColumnRole.Date))
        {
            draft.Aggregates.Add((pending.Function ?? (descending ? "MAX" : "MIN"), column));
            if (!(column.IsMeasure || column.Role == ColumnRole.Date))
                draft.Doubt(0.3);
        }
        else
        {
            RankBy(draft, node, column, descending, pending.Function);
        }

        (pending.Superlative, pending.Most, pending.Top, pending.Group, pending.Function) = (null, null, null, false, null);
    }

    public static void RankBy(Draft draft, ReadingNode node, ColumnRef column, bool descending, string? function, string fallback = "SUM")
    {
        var owner = draft.Find(column.Table);
        if (owner is not null && function is null)
            node = owner;
        if (node.Rows.Table == column.Table)
        {
            node.Rows.Ranking = new(new Attribute(column, []), descending, draft.Pending.TakeLimit());
            return;
        }

        if (draft.Lexicon.Joins.Path(node.Rows.Table, column.Table) is not { IsEmpty: false } path)
        {
            draft.Doubt(0.1);
            return;
        }

        // Days cannot be added up.
        if (column.Role == ColumnRole.Date && (function ?? fallback) is "SUM" or "AVG")
            (function, fallback) = (function is null ? null : descending ? "MAX" : "MIN", descending ? "MAX" : "MIN");
        var target = new RowSet(column.Table);
        if (owner is { Tie: { Negated: false } tie, Parent: { } parent } && parent == node)
            (path, target) = (tie.Path, owner.Rows);
        var toOne = path.All(hop => hop.ToOne);
        Expression by = toOne && function is null ? new Attribute(column, path) : new RelatedAggregate(function ?? fallback, path, target, column);
        node.Rows.Ranking = new(by, descending, draft.Pending.TakeLimit());
        draft.Doubt(function is null && !toOne ? 0.8 : 0.95, $"Ranked by {(toOne ? "" : (function ?? fallback) + " of ")}{column}.");
    }

    // A column that refers to the own table, or a table in between named by its column, is a relation and not something to show.
    private static bool Loop(Draft draft, ColumnRef column, Mention? next)
    {
        if (draft.Current is not { } current || next is null || draft.Pending.Group)
            return false;
        foreach (var loop in draft.Lexicon.Joins.Loops(current.Rows.Table))
        {
            var own = loop.Length == 1 && loop[0].ToOne && loop[0].FromColumns is [var reference] && reference == column.Column.Name && column.Table == current.Rows.Table;
            var between = loop.Length == 2 && loop[0].To == column.Table && !column.IsMeasure;
            if (!own && !between)
                continue;
            draft.Pending.Loop = loop;
            return true;
        }

        return false;
    }
}
