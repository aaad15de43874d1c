using System.Globalization;
using System.Text.Json;
using AgentCluster.Execution;

namespace AgentCluster.Reasoning.Local;

/// <summary>One plain sentence for a result.</summary>
internal static class Answerer
{
    private const int MostListed = 5;

    public static string Say(Proposal proposal, ResultSet result)
    {
        using var rows = JsonDocument.Parse(result.RowsJson);
        var narrowing = proposal.Narrowing.Length == 0 ? "" : $" with {proposal.Narrowing}";
        if (result.RowCount == 0)
            return proposal.Subject.Length == 0 ? "The result is empty." : $"There are no {proposal.Subject}{narrowing}.";
        var first = rows.RootElement[0];
        if (result is { RowCount: 1, Columns.Length: 1 })
            return Single(proposal, result, first[0], narrowing);
        var listed = string.Join("; ", rows.RootElement.EnumerateArray().Take(MostListed).Select(Row));
        var more = result.RowCount > MostListed ? $"; and {(result.RowCount - MostListed).ToString(CultureInfo.InvariantCulture)} more" : "";
        var count = result.RowCount.ToString(CultureInfo.InvariantCulture) + (result.Truncated ? " or more" : "");
        return result.RowCount == 1 ? $"{Row(first)}." : $"{count} rows: {listed}{more}.";
    }

    private static string Single(Proposal proposal, ResultSet result, JsonElement value, string narrowing)
    {
        var text = Text(value);
        if (value.ValueKind == JsonValueKind.Null)
            return proposal.Subject.Length == 0 ? "There is no value." : $"There is no such value for {proposal.Subject}{narrowing}.";
        var isCount = result.Columns[0] == "count" || result.Columns[0].StartsWith("COUNT(", StringComparison.OrdinalIgnoreCase);
        if (!isCount || proposal.Subject.Length == 0)
            return $"The answer is {text}.";
        return text == "1" ? $"There is 1 of {proposal.Subject}{narrowing}." : $"There are {text} {proposal.Subject}{narrowing}.";
    }

    private static string Row(JsonElement row) => string.Join(", ", row.EnumerateArray().Select(Text));

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "nothing",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
