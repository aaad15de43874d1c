using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>Words for a question that is not answered: what was recognised, what was not, and what would help.</summary>
internal static class Misunderstanding
{
    private const int MostReadings = 3;

    public static string Explain(ImmutableArray<LinkedSpan> spans, CatalogLexicon lexicon)
    {
        var known = spans.Where(span => span.Candidates is [not CueMention, ..]).Select(span => Recognised(span)).OfType<string>().Distinct().ToList();
        var unknown = spans.Where(span => span.Candidates.Length == 0).Select(span => $"\"{span.Text}\"").Distinct().ToList();
        var text = known.Count == 0 ? "I did not recognise anything of the database in this question." : $"I recognised {string.Join(", ", known)}.";
        if (unknown.Count > 0)
            text += $" I could not place {string.Join(", ", unknown)}.";
        var tables = string.Join(", ", lexicon.Tables.Where(table => !table.Table.IsView).Take(8).Select(table => table.Table.Name));
        return text + (known.Count == 0 && tables.Length > 0 ? $" There are tables such as {tables}." : " Please say it in other words, or teach me an example.");
    }

    public static string AskBack(IEnumerable<Reading> readings)
    {
        var ways = readings.Take(MostReadings).Select((reading, index) => $"({index + 1}) {Way(reading)}");
        return $"This can be read in several ways: {string.Join("; ", ways)}. Which one do you mean?";
    }

    private static string Way(Reading reading)
    {
        var links = reading.Links.Where(link => link.Chosen is ValueMention or ColumnMention or TableMention)
            .Select(link => $"\"{link.Span.Text}\" as {Target(link.Chosen!)}");
        return string.Join(", ", links);
    }

    private static string Target(Mention mention) => mention switch
    {
        TableMention table => table.Table.Name,
        ColumnMention column => column.Column.ToString(),
        ValueMention value => $"{value.Column} = '{value.Value}'",
        _ => "",
    };

    private static string? Recognised(LinkedSpan span) => span.Candidates[0] switch
    {
        TableMention table => $"the table {table.Table.Name} (\"{span.Text}\")",
        ColumnMention column => $"the column {column.Column} (\"{span.Text}\")",
        ValueMention value => $"the value '{value.Value}' of {value.Column}",
        FlagMention flag => $"the column {flag.Column}",
        _ => null,
    };
}
