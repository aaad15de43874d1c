using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>The columns of a table that a change can mean, with its value read for each.</summary>
internal static class ChangeTakers
{
    private static readonly string[] Switches = ["active", "enabled", "live", "on", "running"];

    /// <summary>The column was named.</summary>
    public static IEnumerable<(ColumnRef Column, ReadValue Value)> Named(ActingContext context, TableEntry table, string column, NewValue value) =>
        context.Names.Columns(table, column).Select(named => (named, context.Values.Read(named, value)));

    /// <summary>The value alone says which column it belongs to.</summary>
    public static IEnumerable<(ColumnRef Column, ReadValue Value)> ByValue(ActingContext context, TableEntry table, NewValue value) => value.Kind switch
    {
        NewValueKind.Given => States(context, table, allowed => allowed.Find(Phrase.Unquoted(value.Text)))
            .Concat(Flags(context, table, words => Said(words, value.Text)))
            .Concat(Spelled(context, table, value.Text))
            .Concat(References(context, table, value.Text, mustBeNamed: true)),
        NewValueKind.Verb => States(context, table, allowed => Led(allowed, value.Text)).Concat(Flags(context, table, words => WordForms.Leads(value.Text, words))),
        NewValueKind.Switch => Flags(context, table, words => Switches.Contains(words) ? value.Text == "on" : null),
        NewValueKind.Row => References(context, table, value.Text, mustBeNamed: false),
        _ => [],
    };

    private static IEnumerable<(ColumnRef, ReadValue)> States(ActingContext context, TableEntry table, Func<AllowedValues, string?> find)
    {
        foreach (var column in table.Columns.Select(column => column.Ref).Where(column => context.Values.References(column) is null))
        {
            if (AllowedValues.Of(context.Lexicon, column) is { } allowed && find(allowed) is { } state)
                yield return (column, context.Values.Read(column, NewValue.Given(state)));
        }
    }

    private static string? Led(AllowedValues allowed, string verb) =>
        allowed.Values.Where(value => WordForms.Leads(verb, value) == true).ToList() is [var only] ? only : null;

    private static IEnumerable<(ColumnRef, ReadValue)> Flags(ActingContext context, TableEntry table, Func<string, bool?> read)
    {
        foreach (var column in table.Columns.Where(column => column.Ref.Role == ColumnRole.Flag))
        {
            var words = string.Join(' ', column.Words.Where(word => word.Lower is not ("is" or "has")).Select(word => word.Lower));
            if (read(words) is { } set)
                yield return (column.Ref, context.Values.Switch(set));
        }
    }

    private static bool? Said(string words, string text)
    {
        var said = Phrase.WithoutArticle(Phrase.Unquoted(text)).ToLowerInvariant();
        return said == words ? true : said == $"not {words}" || said == $"un{words}" || said == $"in{words}" ? false : null;
    }

    // "to stage 3", "to high priority": the value with the name of its column.
    private static IEnumerable<(ColumnRef, ReadValue)> Spelled(ActingContext context, TableEntry table, string text)
    {
        var words = Phrase.Words(Phrase.WithoutArticle(text));
        for (var at = 1; at < words.Length; at++)
        {
            foreach (var read in Fitting(context, table, Phrase.Join(words, 0, at), Phrase.Join(words, at, words.Length)).Concat(Fitting(context, table, Phrase.Join(words, at, words.Length), Phrase.Join(words, 0, at))))
                yield return read;
        }
    }

    private static IEnumerable<(ColumnRef, ReadValue)> Fitting(ActingContext context, TableEntry table, string column, string value) =>
        Named(context, table, column, NewValue.Given(value)).Where(read => read.Value is { Reason: null, Row: null } && read.Column.Role is not (ColumnRole.Other or ColumnRole.Label));

    private static IEnumerable<(ColumnRef, ReadValue)> References(ActingContext context, TableEntry table, string text, bool mustBeNamed)
    {
        var hops = table.Columns.Select(column => (Column: column.Ref, Hop: context.Values.References(column.Ref)))
            .Where(pair => pair.Hop is { } hop && (mustBeNamed ? Names(context, hop, text) : context.Lexicon[hop.To].IsPeople || Names(context, hop, text))).ToList();

        // A thing that belongs to several people in several ways is assigned to its assignee, or its owner.
        var people = hops.Where(pair => Responsible.Is(pair.Column)).ToImmutableArray();
        foreach (var (column, _) in people.Length > 0 && hops.Count > 1 ? [.. people] : hops)
        {
            if (context.Values.Read(column, new(NewValueKind.Row, text)) is { Reason: null } read)
                yield return (column, read);
        }
    }

    private static bool Names(ActingContext context, JoinHop hop, string text) =>
        context.Names.LeadingTables(text).Any(named => named.Table.Table == hop.To && named.Left.Length > 0) || context.Names.TrailingTables(text).Any(named => named.Table.Table == hop.To);
}
