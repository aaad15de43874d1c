using System.Collections.Immutable;
using System.Globalization;

namespace AgentCluster.Reasoning.Local;

/// <summary>Says in words what a reading takes the question to mean.</summary>
internal static class ReadingWords
{
    public static ImmutableArray<string> Assumptions(Reading reading)
    {
        var said = ImmutableArray.CreateBuilder<string>();
        foreach (var (span, chosen) in reading.Links)
        {
            if (Assumption(span, chosen) is { } sentence && !said.Contains(sentence))
                said.Add(sentence);
        }

        foreach (var doubt in reading.Doubts.Concat(reading.Cautions).Where(doubt => doubt.Assumption.Length > 0))
        {
            if (!said.Contains(doubt.Assumption))
                said.Add(doubt.Assumption);
        }

        return said.ToImmutable();
    }

    public static string Narrowing(RowSet rows)
    {
        var parts = rows.Conditions.Select(Words).Where(words => words.Length > 0).ToList();
        return string.Join(" and ", parts);
    }

    private static string? Assumption(LinkedSpan span, Mention? chosen) => chosen switch
    {
        ValueMention value => $"\"{span.Text}\" means {value.Column} = '{value.Value}'.",
        FlagMention flag => $"\"{span.Text}\" means {flag.Column} is {(flag.Set ? "true" : "false")}.",
        TableMention { Why: not "name" } table => $"\"{span.Text}\" means the table {table.Table.Name}.",
        ColumnMention { Why: not "name" } column => $"\"{span.Text}\" means {column.Column}.",
        ColumnMention { Score: < 0.9 } column => $"\"{span.Text}\" means {column.Column}.",
        null => $"\"{span.Text}\" was not understood and is left out.",
        _ => null,
    };

    private static string Words(Condition condition) => condition switch
    {
        Comparison { Operator: "IN" } comparison => $"{Plain(comparison.Column)} {string.Join(" or ", comparison.Values.Select(Value))}",
        Comparison { Operator: "BETWEEN" } comparison => $"{Plain(comparison.Column)} from {Value(comparison.Values[0])} to {Value(comparison.Values[1])}",
        Comparison { Operator: "=" } comparison => $"{Plain(comparison.Column)} {Value(comparison.Values[0])}",
        Comparison comparison => $"{Plain(comparison.Column)} {comparison.Operator} {Value(comparison.Values[0])}",
        WithinSpan within => Words(within),
        Either either => string.Join(" or ", either.Of.Select(Words).Where(words => words.Length > 0)),
        RowComparison { Left: Attribute left } comparison => $"{Plain(left.Column)} {comparison.Operator} the {comparison.Function.ToLowerInvariant()} of {(comparison.Rows.IsWhole ? "all" : Narrowing(comparison.Rows))}",
        RowComparison { Left: RelatedAggregate left } comparison => $"number of {Name(left.Target.Table.Name)} {comparison.Operator} the {comparison.Function.ToLowerInvariant()}",
        Absence absence => $"{(absence.IsNull ? "no" : "a")} {Plain(absence.Column)}",
        RelatedCondition { Count: { } count } related => $"{count.Operator} {count.Number} {Name(related.Target.Table.Name)}",
        RelatedCondition related when related.Target.IsWhole => $"{(related.Negated ? "no" : "some")} {Name(related.Target.Table.Name)}",
        RelatedCondition related => Narrowing(related.Target) is { Length: > 0 } inner ? $"{(related.Negated ? "no " : "")}{Name(related.Target.Table.Name)} of {inner}" : "",
        _ => "",
    };

    private static string Words(WithinSpan within) => (within.Span.From, within.Span.Before) switch
    {
        ({ } from, { } before) => $"{Plain(within.Column)} from {from:yyyy-MM-dd} to {before.AddDays(-1):yyyy-MM-dd}",
        ({ } from, null) => $"{Plain(within.Column)} since {from:yyyy-MM-dd}",
        (null, { } before) => $"{Plain(within.Column)} before {before:yyyy-MM-dd}",
        _ => "",
    };

    public static string Name(string identifier) => string.Join(' ', Tokenizer.Identifier(identifier).Select(token => token.Lower));

    private static string Plain(ColumnRef column) => Name(column.Column.Name);

    private static string Value(object value) => value is bool flag ? flag ? "yes" : "no" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
