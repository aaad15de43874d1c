using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AgentCluster.Execution;

/// <summary>
/// Rows as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front
/// (OWASP CSV injection); numbers stay numbers.
/// </summary>
public static class ResultCsv
{
    /// <summary>Writes column names and rows.</summary>
    /// <param name="result">The rows.</param>
    public static string From(ResultSet result)
    {
        var text = new StringBuilder();
        AppendLine(text, result.Columns.Select(name => Quoted(Defused(name))));
        using var rows = JsonDocument.Parse(result.RowsJson);
        foreach (var row in rows.RootElement.EnumerateArray())
        {
            AppendLine(text, row.EnumerateArray().Select((cell, i) => Quoted(Cell(cell, i < result.ColumnTypes.Length ? result.ColumnTypes[i] : "text"))));
        }

        return text.ToString();
    }

    private static string Cell(JsonElement cell, string columnType) => cell.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => cell.GetRawText(),
        JsonValueKind.String when columnType is "integer" or "number" && IsPlainNumber(cell.GetString()!) => cell.GetString()!,
        JsonValueKind.String => Defused(cell.GetString()!),
        _ => Defused(cell.GetRawText()),
    };

    private static bool IsPlainNumber(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _);

    private static string Defused(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static void AppendLine(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells).Append("\r\n");
}
