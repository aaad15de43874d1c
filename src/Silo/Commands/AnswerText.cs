using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AgentCluster.Silo.Commands;

/// <summary>An answer as a terminal shows it: the sentence, the rows as a table, the statement, what it takes for granted.</summary>
internal static class AnswerText
{
    private const int RowsShown = 20;
    private const int WidthShown = 40;

    public static string Of(JsonElement answer)
    {
        var text = new StringBuilder();
        text.AppendLine(answer.GetProperty("answer").GetString() ?? $"The question is {answer.GetProperty("status").GetString()}.");
        if (answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
        {
            text.AppendLine(error.GetProperty("message").GetString());
        }

        if (answer.GetProperty("rows") is { ValueKind: JsonValueKind.Array } rows && rows.GetArrayLength() > 0)
        {
            text.AppendLine().Append(Table(answer.GetProperty("columns"), rows));
        }

        if (answer.GetProperty("sql").GetString() is { } sql)
        {
            text.AppendLine().AppendLine(sql);
        }

        foreach (var assumption in answer.GetProperty("assumptions").EnumerateArray())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  assumed: {assumption.GetString()}");
        }

        text.Append(CultureInfo.InvariantCulture, $"  {answer.GetProperty("agent").GetString()}, confidence {answer.GetProperty("confidence").GetDouble():0.00}");
        return text.ToString();
    }

    private static string Table(JsonElement columns, JsonElement rows)
    {
        var lines = new List<string[]> { columns.EnumerateArray().Select(Cell).ToArray() };
        lines.AddRange(rows.EnumerateArray().Take(RowsShown).Select(row => row.EnumerateArray().Select(Cell).ToArray()));
        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.AppendLine(("  " + string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column])))).TrimEnd());
        }

        var left = rows.GetArrayLength() - RowsShown;
        return left > 0 ? text.AppendLine(CultureInfo.InvariantCulture, $"  ... and {left} more rows").ToString() : text.ToString();
    }

    private static string Cell(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.Null ? "" : value.ToString();
        text = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
        return text.Length > WidthShown ? $"{text[..(WidthShown - 1)]}…" : text;
    }
}
