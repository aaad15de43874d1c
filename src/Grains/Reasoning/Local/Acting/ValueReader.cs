using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Reads the words of a value as what the column takes: one of its states, a number, a day, a reference, or the text itself.</summary>
internal sealed class ValueReader(CatalogLexicon lexicon, SqlDialect dialect, TargetReader targets, RowConditions conditions, DateOnly today, TimeZoneInfo zone)
{
    private static readonly HashSet<string> Yes = ["yes", "true", "on", "y"];

    private static readonly HashSet<string> No = ["no", "false", "off", "n"];

    private static readonly HashSet<string> Currencies = ["usd", "eur", "gbp", "chf", "dollar", "dollars", "euro", "euros", "pounds"];

    public ReadValue Read(ColumnRef column, NewValue value) => column switch
    {
        { Column.Generated: true } => ReadValue.Not($"{Name(column)} is worked out by the database."),
        _ when column.Table.PrimaryKey is [var key] && key == column.Column.Name && column.Column.Type != LogicalType.Text => ReadValue.Not($"{Name(column)} identifies the row and is not changed."),
        _ => value.Kind switch
        {
            NewValueKind.Nothing => column.Column.Nullable ? new() { Sql = "NULL", Words = "nothing" } : ReadValue.Not($"{Name(column)} must have a value."),
            NewValueKind.Plus or NewValueKind.Times => NumberReader.Relative(column, value, dialect),
            NewValueKind.Given or NewValueKind.Row => Given(column, value.Text),
            _ => ReadValue.Not($"{Name(column)} takes no such value."),
        },
    };

    private ReadValue Given(ColumnRef column, string text)
    {
        if (text.Length == 0)
            return ReadValue.Not($"What should {Name(column)} become?");
        var unquoted = Phrase.Unquoted(text);
        if (unquoted.Equals("null", StringComparison.OrdinalIgnoreCase) || unquoted.Equals("nothing", StringComparison.OrdinalIgnoreCase))
            return Read(column, new(NewValueKind.Nothing, ""));
        if (References(column) is { } hop)
            return Reference(column, hop, text);
        return column.Role switch
        {
            ColumnRole.Flag => Flag(column, unquoted),
            ColumnRole.Date => Day(column, unquoted),
            _ when column.Column.Type is LogicalType.Integer or LogicalType.Number => NumberReader.Given(column, unquoted, dialect, Currencies),
            _ when column.Column.Type is LogicalType.Json or LogicalType.Bytes => ReadValue.Not($"{Name(column)} takes no plain value."),
            _ => Text(column, text),
        };
    }

    private ReadValue Text(ColumnRef column, string text)
    {
        var unquoted = Phrase.Unquoted(text);
        if (AllowedValues.Of(lexicon, column) is { } allowed)
        {
            if (allowed.Find(unquoted) is { } known)
                return Constant(known);
            if (allowed.IsDeclared || !Phrase.IsQuoted(text))
                return ReadValue.Not($"{Name(column)} is one of {string.Join(", ", allowed.Values)}; \"{unquoted}\" is none of them.");
        }

        if (column.Column.Name.Contains("mail", StringComparison.OrdinalIgnoreCase) && !Addresses.IsOne(unquoted))
            return ReadValue.Not($"\"{unquoted}\" is no e-mail address.");
        return Constant(unquoted);
    }

    private ReadValue Constant(string text) => new() { Sql = dialect.Literal(text), Plain = text, Words = $"\"{text}\"" };

    private ReadValue Flag(ColumnRef column, string text)
    {
        var lower = text.ToLowerInvariant();
        bool? set = Yes.Contains(lower) ? true : No.Contains(lower) ? false : null;
        return set is { } flag ? Switch(flag) : ReadValue.Not($"{Name(column)} is yes or no; \"{text}\" is neither.");
    }

    /// <summary>A flag that is set or not.</summary>
    public ReadValue Switch(bool set) => new() { Sql = dialect.Literal(set), Words = set ? "yes" : "no" };

    private ReadValue Day(ColumnRef column, string text)
    {
        var tokens = Phrase.Tokens(text);
        var start = tokens is [{ Lower: "on" or "until" or "till" }, ..] ? 1 : 0;
        if (tokens.Length == start || DateReader.Read(tokens, start, today) is not { } read || start + read.Length != tokens.Length || read.Span is not { From: { } day, Before: { } before } || day.AddDays(1) != before)
            return ReadValue.Not($"{Name(column)} is a day, such as {today:yyyy-MM-dd}; \"{text}\" is none.");
        var sql = column.Column.Type == LogicalType.Timestamp
            ? dialect.Instant(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), zone), column)
            : dialect.Literal(day);
        return new() { Sql = sql, Words = $"{day:yyyy-MM-dd}" };
    }

    private ReadValue Reference(ColumnRef column, JoinHop hop, string text)
    {
        if (targets.Of(lexicon[hop.To], text) is not { } row)
            return ReadValue.Not($"{Name(column)} refers to {ReadingWords.Name(hop.To.Name)}, and \"{text}\" names none of them.");
        var shown = $"CAST({dialect.Name(hop.ToColumns[0])} AS text)";
        return new() { Row = row with { Shown = shown }, Words = row.Words };
    }

    /// <summary>The key of a row that was found, for the column that is to refer to it.</summary>
    public string Key(ColumnRef column, FoundRows found) => conditions.KeyLiteral(column.Column, found.Shown!);

    /// <summary>Where the column leads, or null.</summary>
    public JoinHop? References(ColumnRef column) =>
        lexicon.Joins.From(column.Table).FirstOrDefault(hop => hop.ToOne && hop.FromColumns is [var only] && only == column.Column.Name && hop.To.PrimaryKey is [var key] && key == hop.ToColumns[0]);

    public static string Name(ColumnRef column) => $"{ReadingWords.Name(column.Column.Name)} of {ReadingWords.Name(column.Table.Name)}";
}
