using System.Globalization;
using System.Text.Json;
using AgentCluster.Discovery;

namespace AgentCluster.Tools.Querying;

/// <summary>A value of a call as a value of a column's kind, so that no engine has to guess what was meant.</summary>
internal static class ColumnValues
{
    /// <summary>The value as JSON, or the argument at fault.</summary>
    public static Outcome<string> Of(CatalogColumn column, JsonElement value, string path) => column.Type switch
    {
        LogicalType.Integer or LogicalType.Number => Number(column, value, path),
        LogicalType.Boolean => Flag(column, value, path),
        LogicalType.Date or LogicalType.Timestamp => Instant(column, value, path),
        _ => Text(column, value, path),
    };

    private static Outcome<string> Number(CatalogColumn column, JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String when decimal.TryParse(value.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) =>
            number.ToString(CultureInfo.InvariantCulture),
        _ => Wrong(column, path, "a number"),
    };

    private static Outcome<string> Flag(CatalogColumn column, JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number when value.TryGetInt32(out var bit) && bit is 0 or 1 => bit == 1 ? "true" : "false",
        JsonValueKind.String when bool.TryParse(value.GetString(), out var flag) => flag ? "true" : "false",
        _ => Wrong(column, path, "true or false"),
    };

    private static Outcome<string> Instant(CatalogColumn column, JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: >= 8 } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
            ? JsonSerializer.Serialize(text)
            : Wrong(column, path, column.Type == LogicalType.Date ? "a date such as 2026-01-31" : "a time such as 2026-01-31 or 2026-01-31T12:00:00Z");

    private static Outcome<string> Text(CatalogColumn column, JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString()),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => JsonSerializer.Serialize(value.GetRawText()),
        _ => Wrong(column, path, "a text"),
    };

    private static Problem Wrong(CatalogColumn column, string path, string wanted) =>
        Problem.Invalid(path, $"'{path}' must be {wanted}, because column '{column.Name}' holds such.");
}
