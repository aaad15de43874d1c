using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Turns a change into one UPDATE, or into the typed tool for a state where that fits.</summary>
internal static class ChangePlanner
{
    private const int LongestColumn = 3;

    private const int MostStates = 8;

    public static IEnumerable<Interpretation> Plan(ActingContext context, Change change)
    {
        foreach (var (rows, column) in Cuts(change.What).Where(cut => cut.Column is null || change.Value.Kind is not (NewValueKind.Verb or NewValueKind.Switch)))
        {
            IEnumerable<(ColumnRef Column, ReadValue Value)> Takers(TableEntry table) => column is null
                ? ChangeTakers.ByValue(context, table, change.Value)
                : ChangeTakers.Named(context, table, column, change.Value);
            var targets = context.Targets.Read(rows, table => Takers(table).Any()).ToList();
            if (column is null && change.Value is { Kind: NewValueKind.Given, Text.Length: > 0 })
                ExplainStates(context, rows, change.Value.Text);
            foreach (var target in targets)
            {
                foreach (var (taker, value) in Takers(context.Lexicon[target.Table]).ToList())
                {
                    if (value.Reason is { } reason)
                        context.Explain(reason, (int)target.Naming);
                    else
                        yield return Interpret(context, target, taker, value);
                }
            }
        }
    }

    // The row is named, and no column of it takes the value.
    private static void ExplainStates(ActingContext context, string rows, string value)
    {
        foreach (var target in context.Targets.Read(rows, _ => true).Where(target => target.Naming == Naming.Row && !ChangeTakers.ByValue(context, context.Lexicon[target.Table], NewValue.Given(value)).Any()))
        {
            var table = context.Lexicon[target.Table];
            var states = table.Columns.Select(column => (column.Ref, Allowed: AllowedValues.Of(context.Lexicon, column.Ref))).Where(pair => pair.Allowed is { Values.Length: <= MostStates } && context.Values.References(pair.Ref) is null)
                .Select(pair => $"{ReadingWords.Name(pair.Ref.Column.Name)} ({string.Join(", ", pair.Allowed!.Values)})").ToList();
            context.Explain($"No column of {ReadingWords.Name(target.Table.Name)} takes \"{value}\" by itself.{(states.Count > 0 ? $" There are {string.Join(" and ", states)}." : "")} Please name the column.", 1);
        }
    }

    // "status of client 17", "client 17's status", "client 17 status", "client 17".
    private static IEnumerable<(string Rows, string? Column)> Cuts(string what)
    {
        foreach (var (column, rows) in Phrase.Cuts(what, "of", "for", "on"))
            yield return (rows, column);
        foreach (var mark in (string[])["'s ", "s' "])
        {
            if (what.IndexOf(mark, StringComparison.Ordinal) is > 0 and var at)
                yield return (what[..at] + (mark[0] == 's' ? "s" : ""), what[(at + mark.Length)..]);
        }

        var words = Phrase.Words(what);
        for (var length = 1; length <= LongestColumn && length < words.Length; length++)
            yield return (Phrase.Join(words, 0, words.Length - length), Phrase.Join(words, words.Length - length, words.Length));
        yield return (what, null);
    }

    private static Interpretation Interpret(ActingContext context, RowTarget target, ColumnRef column, ReadValue value) =>
        IsTyped(context, target, column, value)
            ? new([target], StatusTool.Name, found => Dml.Typed(column, found[0].Shown!, value.Plain!, Summary(found, column, value)))
            : new(value.Row is { } row ? [target, row] : [target], Dml.Tool, found => Call(context, found, column, value));

    private static bool IsTyped(ActingContext context, RowTarget target, ColumnRef column, ReadValue value) =>
        context.StatusTool is { } tool && tool.Fits(column) && target.IsOne && value.Plain is not null;

    private static ActionCall Call(ActingContext context, ImmutableArray<FoundRows> found, ColumnRef column, ReadValue value)
    {
        var set = value.Row is not null ? context.Values.Key(column, found[1]) : value.Sql!;
        return Dml.Execute($"UPDATE {context.Dialect.Table(column.Table)} SET {context.Dialect.Name(column.Column.Name)} = {set}{Dml.Where(context, found[0])}", Summary(found, column, value), found);
    }

    private static string Summary(ImmutableArray<FoundRows> found, ColumnRef column, ReadValue value) =>
        $"Set {ReadingWords.Name(column.Column.Name)} of {found[0].Words} to {(value.Row is not null ? found[1].Words : value.Words)}.";
}
