using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Turns an addition into one INSERT: of a new row, or of the row that ties two known ones together.</summary>
internal static class AdditionPlanner
{
    public static IEnumerable<Interpretation> Plan(ActingContext context, Addition addition) => !addition.IsPlain && !context.Names.LeadingTables(addition.What).Any() ? [] : addition.To is { } to
        ? Ties.Between(context, addition.What, to).Where(tie => IsComplete(context, context.Lexicon[tie.Table], [tie.OneColumn, tie.OtherColumn], (int)Max(tie.One.Naming, tie.Other.Naming)))
            .Select(tie => new Interpretation([tie.One, tie.Other], Dml.Tool, found => Insert(context, context.Lexicon[tie.Table], [(tie.OneColumn, new() { Row = tie.One }), (tie.OtherColumn, new() { Row = tie.Other })], found,
                $"Add {found[0].Words} to {found[1].Words}.")))
        : Rows(context, addition.What);

    private static IEnumerable<Interpretation> Rows(ActingContext context, string what)
    {
        foreach (var (table, rest, _) in context.Names.LeadingTables(what.Replace(":", " :", StringComparison.Ordinal)).Take(1))
        {
            var (fields, unplaced) = FieldReader.Read(context, table, rest.Replace(" :", ":", StringComparison.Ordinal));
            if (unplaced.Length > 0)
            {
                context.Explain($"I could not place \"{unplaced}\" among the columns of {ReadingWords.Name(table.Table.Name)}.");
                continue;
            }

            var read = fields.Select(field => (field.Column, Value: context.Values.Read(field.Column, NewValue.Given(field.Text)))).ToImmutableArray();
            foreach (var reason in read.Select(field => field.Value.Reason).OfType<string>())
                context.Explain(reason);
            var twice = read.GroupBy(field => field.Column).FirstOrDefault(group => group.Count() > 1);
            if (twice is not null)
                context.Explain($"{ValueReader.Name(twice.Key)} was given twice.");
            if (!IsComplete(context, table, [.. read.Select(field => field.Column)], 0) || twice is not null || read.IsEmpty || read.Any(field => field.Value.Reason is not null))
                continue;
            yield return new([.. read.Select(field => field.Value.Row).OfType<RowTarget>()], Dml.Tool, found => Insert(context, table, read, found, Summary(table, read)));
        }
    }

    private static string Summary(TableEntry table, ImmutableArray<(ColumnRef Column, ReadValue Value)> fields) =>
        $"Add a row to {ReadingWords.Name(table.Table.Name)}: {string.Join(", ", fields.Select(field => $"{ReadingWords.Name(field.Column.Column.Name)} {field.Value.Words}"))}.";

    private static ActionCall Insert(ActingContext context, TableEntry table, ImmutableArray<(ColumnRef Column, ReadValue Value)> fields, ImmutableArray<FoundRows> found, string summary)
    {
        var (columns, values, next) = (new List<string>(), new List<string>(), 0);
        foreach (var (column, value) in fields)
        {
            columns.Add(context.Dialect.Name(column.Column.Name));
            values.Add(value.Row is null ? value.Sql! : context.Values.Key(column, found[next++]));
        }

        foreach (var column in Required(table).Where(column => Beginnings.Is(column) && fields.All(field => field.Column != column)))
        {
            columns.Add(context.Dialect.Name(column.Column.Name));
            values.Add(column.Column.Type == Discovery.LogicalType.Timestamp ? context.Dialect.Instant(context.Now, column) : context.Dialect.Literal(DateOnly.FromDateTime(context.Now)));
        }

        return Dml.Execute($"INSERT INTO {context.Dialect.Table(table.Table)} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", values)})", summary, found);
    }

    private static bool IsComplete(ActingContext context, TableEntry table, ImmutableArray<ColumnRef> given, int doubt)
    {
        var missing = Required(table).Where(column => !given.Contains(column) && !Beginnings.Is(column)).Select(column => ReadingWords.Name(column.Column.Name)).ToList();
        if (missing.Count > 0)
            context.Explain($"A new row of {ReadingWords.Name(table.Table.Name)} also needs {string.Join(", ", missing)}.", doubt);
        return missing.Count == 0;
    }

    private static Naming Max(Naming one, Naming other) => one > other ? one : other;

    // What the database fills in by itself is not required: defaults, identities and, with SQLite, a whole-number key of one column.
    private static IEnumerable<ColumnRef> Required(TableEntry table) => table.Columns.Select(column => column.Ref).Where(column =>
        column.Column is { Nullable: false, Default: null, Generated: false, Identity: null }
        && !(table.Table.PrimaryKey is [var key] && key == column.Column.Name && column.Column.DeclaredType.Equals("INTEGER", StringComparison.Ordinal)));
}
