using System.Text.Json;
using AgentCluster.Execution;

namespace AgentCluster.Reasoning;

/// <summary>Tells text that somebody wrote from names, states and keys: only the former can say anything to a model.</summary>
internal static class FreeText
{
    private const int LongestName = 60;

    private const int MostWords = 6;

    public static bool IsIn(ResultSet rows)
    {
        using var json = JsonDocument.Parse(rows.RowsJson);
        return json.RootElement.EnumerateArray().Any(row => row.EnumerateArray().Any(value => value.ValueKind == JsonValueKind.String && Is(value.GetString()!)));
    }

    private static bool Is(string text) =>
        text.Length > LongestName || text.AsSpan().ContainsAny('\n', '\r') || text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length > MostWords;
}
