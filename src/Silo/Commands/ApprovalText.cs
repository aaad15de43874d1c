using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentCluster.Execution;

namespace AgentCluster.Silo.Commands;

/// <summary>A request for a decision as a terminal shows it, made of what is stored about the action; characters that could hide or turn text are shown by number.</summary>
internal static class ApprovalText
{
    private const int ChangesShown = 10;

    /// <summary>One line of a list.</summary>
    public static string Line(JsonElement approval, DateTimeOffset now) =>
        $"{Text(approval, "id")}  {Text(approval, "status"),-14} {Text(approval, "risk"),-8} {Deadline(approval, now),-22} {Text(approval, "summary")}";

    /// <summary>The whole card.</summary>
    public static string Card(JsonElement approval, DateTimeOffset now)
    {
        var card = new StringBuilder();
        card.AppendLine(CultureInfo.InvariantCulture, $"{Text(approval, "summary")}");
        card.AppendLine(CultureInfo.InvariantCulture, $"  Request {Text(approval, "id")}: {Text(approval, "status")}{(Deadline(approval, now) is { Length: > 0 } deadline ? ", " + deadline : "")}");
        card.AppendLine(CultureInfo.InvariantCulture, $"  Asked for by {Text(approval, "requestedBy")}, through agent {Text(approval, "agent")} and tool {Text(approval, "tool")}, on source {Text(approval, "source")}");
        card.AppendLine(CultureInfo.InvariantCulture, $"  Risk {Text(approval, "risk")}; {Quorum(approval.GetProperty("quorum"))}");
        AppendAll(card, "  Asked because: ", approval.GetProperty("reasons"));
        if (approval.GetProperty("preview") is { ValueKind: JsonValueKind.Object } preview)
        {
            AppendPreview(card, preview);
        }
        else
        {
            card.AppendLine("  What it would change cannot be shown beforehand.");
        }

        var statement = approval.GetProperty("sql").ValueKind == JsonValueKind.String;
        card.AppendLine().AppendLine(statement ? Text(approval, "sql") : ShownText.Visible(approval.GetProperty("arguments").GetRawText())).AppendLine();

        foreach (var given in approval.GetProperty("decisions").EnumerateArray())
        {
            card.AppendLine(CultureInfo.InvariantCulture, $"  {Text(given, "at")}  {Text(given, "decision")} by {Text(given, "by")} ({Text(given, "channel")}){(Text(given, "reason") is { Length: > 0 } reason ? ": " + reason : "")}");
        }

        if (Text(approval, "result") is { Length: > 0 } result)
        {
            card.AppendLine(CultureInfo.InvariantCulture, $"  {result}");
        }

        return card.Append(CultureInfo.InvariantCulture, $"  hash {Text(approval, "hash")}").ToString();
    }

    private static void AppendPreview(StringBuilder card, JsonElement preview)
    {
        var rows = preview.GetProperty("rowsAffected");
        card.AppendLine(rows.ValueKind == JsonValueKind.Number
            ? string.Create(CultureInfo.InvariantCulture, $"  Rows changed: {rows.GetInt64()}{(preview.GetProperty("exact").GetBoolean() ? "" : ", estimated")}")
            : "  How many rows it changes cannot be told beforehand.");
        foreach (var change in Changes(preview).Take(ChangesShown))
        {
            card.AppendLine(CultureInfo.InvariantCulture, $"    {change}");
        }

        AppendAll(card, "  Changes besides: ", preview.GetProperty("cascades"));
        AppendAll(card, "  Runs besides: ", preview.GetProperty("triggers"));
        AppendAll(card, "  Not taken back by a rollback: ", preview.GetProperty("notRolledBack"));
        card.AppendLine(preview.GetProperty("undoable").GetBoolean() ? "  It can be undone." : "  It CANNOT be undone.");
    }

    /// <summary>The first rows: of a row that changes, what changes; of one that comes or goes, all of it.</summary>
    private static IEnumerable<string> Changes(JsonElement preview)
    {
        var before = preview.GetProperty("before").EnumerateArray().ToList();
        var after = preview.GetProperty("after").EnumerateArray().ToList();
        return ArePairs(before, after)
            ? before.Zip(after, (was, becomes) => string.Join("  ", was.EnumerateObject().Select((column, place) => Cell(column, becomes, isFirst: place == 0)).OfType<string>()))
            : before.Select(row => "- " + ShownText.Visible(row.GetRawText())).Concat(after.Select(row => "+ " + ShownText.Visible(row.GetRawText())));
    }

    private static bool ArePairs(List<JsonElement> before, List<JsonElement> after) => before.Count == after.Count && before.Zip(after).All(pair =>
        pair.First.EnumerateObject().FirstOrDefault() is { Name: { } key } first && pair.Second.TryGetProperty(key, out var second) && JsonElement.DeepEquals(first.Value, second));

    // The first column names the row, whether it changes or not.
    private static string? Cell(JsonProperty before, JsonElement after, bool isFirst)
    {
        var now = after.TryGetProperty(before.Name, out var value) ? value : default;
        return !JsonElement.DeepEquals(before.Value, now) ? ShownText.Visible($"{before.Name}: {before.Value.GetRawText()} -> {now.GetRawText()}")
            : isFirst ? ShownText.Visible($"{before.Name} {before.Value.GetRawText()}:") : null;
    }

    private static string Deadline(JsonElement approval, DateTimeOffset now) => Text(approval, "status") != "pending" ? ""
        : approval.GetProperty("expiresAt").GetDateTimeOffset() - now is { Ticks: > 0 } left ? string.Create(CultureInfo.InvariantCulture, $"expires in {left:hh\\:mm\\:ss}") : "expires now";

    private static string Quorum(JsonElement quorum) => quorum.GetProperty("required").GetInt32() is > 1 and var required
        ? string.Create(CultureInfo.InvariantCulture, $"{quorum.GetProperty("given").GetInt32()} of {required} people have approved")
        : "one person decides";

    private static void AppendAll(StringBuilder card, string heading, JsonElement sentences)
    {
        foreach (var sentence in sentences.EnumerateArray())
        {
            card.Append(heading).AppendLine(ShownText.Visible(sentence.GetString()!));
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? ShownText.Visible(text.GetString()!) : "";
}
