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
        var facts = ArePairs(before, after)
            ? before.Zip(after, (was, becomes) => new CardFact("Row", Changed(columns, was, becomes, Shown))).ToList()
            : [.. before.Select(row => new CardFact("Row goes", Whole(columns, row, Shown))), .. after.Select(row => new CardFact("Row comes", Whole(columns, row, Shown)))];
        foreach (var fact in facts.Take(MostRows))
        {
            yield return fact;
        }

        if (facts.Count > MostRows || preview.Before?.Truncated == true || preview.After?.Truncated == true)
        {
            yield return new("Rows", "There are more.");
        }

        string Shown(string column, JsonElement value) => ShownText.Cut(mask.Value(preview.Table, column, value.ToString()), LongestValue) is { Length: > 0 } text
            ? value.ValueKind == JsonValueKind.String ? $"\"{text}\"" : text
            : value.ValueKind == JsonValueKind.Null ? "null" : "\"\"";
    }

    // Rows that come besides, as of an insert that meets others, stand in one list alone: nobody is told that one row became another.
    private static bool ArePairs(List<JsonElement[]> before, List<JsonElement[]> after) =>
        before.Count == after.Count && before.Zip(after).All(pair => pair.First.Length > 0 && JsonElement.DeepEquals(pair.First[0], pair.Second[0]));

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
