using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AgentCluster.Execution;
using AgentCluster.Execution.Redaction;
using AgentCluster.Notifications.Cards;

namespace AgentCluster.Approvals;

/// <summary>The first rows of a preview as lines: of a row that changes, what changes; of one that comes, goes or leaves, all of it.</summary>
internal static class RowChanges
{
    private const int MostRows = 5;
    private const int LongestValue = 60;

    /// <summary>A line a row.</summary>
    public static IEnumerable<CardFact> Of(Preview preview, PersonalMask mask)
    {
        var (before, after) = (Rows(preview.Before), Rows(preview.After));
        var columns = (preview.Before ?? preview.After)?.Columns ?? [];
        var count = Math.Max(before.Count, after.Count);
        for (var row = 0; row < Math.Min(count, MostRows); row++)
        {
            yield return (row < before.Count, row < after.Count) switch
            {
                (true, true) => new("Row", Changed(columns, before[row], after[row], Shown)),
                (true, false) => new("Row goes", Whole(columns, before[row], Shown)),
                _ => new("Row comes", Whole(columns, after[row], Shown)),
            };
        }

        if (count > MostRows || preview.Before?.Truncated == true || preview.After?.Truncated == true)
        {
            yield return new("Rows", "There are more.");
        }

        string Shown(string column, JsonElement value) => ShownText.Cut(mask.Value(preview.Table, column, value.ToString()), LongestValue) is { Length: > 0 } text
            ? value.ValueKind == JsonValueKind.String ? $"\"{text}\"" : text
            : value.ValueKind == JsonValueKind.Null ? "null" : "\"\"";
    }

    // The first column names the row, whether it changes or not.
    private static string Changed(ImmutableArray<string> columns, JsonElement[] before, JsonElement[] after, Func<string, JsonElement, string> shown)
    {
        var changes = Enumerable.Range(0, columns.Length).Where(column => !JsonElement.DeepEquals(before[column], after[column]))
            .Select(column => $"{columns[column]}: {shown(columns[column], before[column])} \u2192 {shown(columns[column], after[column])}");
        return string.Create(CultureInfo.InvariantCulture, $"{columns[0]} {shown(columns[0], before[0])}: {string.Join(", ", changes)}");
    }

    private static string Whole(ImmutableArray<string> columns, JsonElement[] row, Func<string, JsonElement, string> shown) =>
        string.Join(", ", columns.Select((column, place) => $"{column}: {shown(column, row[place])}"));

    private static List<JsonElement[]> Rows(ResultSet? rows) =>
        rows is null ? [] : [.. JsonSerializer.Deserialize<JsonElement[][]>(rows.RowsJson)!];
}
