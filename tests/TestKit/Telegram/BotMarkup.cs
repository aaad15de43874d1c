using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AgentCluster.TestKit.Telegram;

/// <summary>The Bot API's rules of messages (https://core.telegram.org/bots/api#html-style), as it enforces them.</summary>
public static partial class BotMarkup
{
    /// <summary>What is wrong with a message, or null.</summary>
    public static string? Fault(JsonObject message)
    {
        var text = (string?)message["text"] ?? "";
        var plain = Tag().Replace(text, "");
        var open = Tag().Matches(text).Select(tag => tag.Value).ToList();
        return !string.Equals((string?)message["parse_mode"], "HTML", StringComparison.OrdinalIgnoreCase) ? "unsupported parse_mode"
            : text.Length == 0 ? "message text is empty"
            : plain.Contains('<', StringComparison.Ordinal) || plain.Contains('>', StringComparison.Ordinal) || StrayAmpersand().IsMatch(plain) || !IsBalanced(open) ? "can't parse entities"
            : Entity().Replace(plain, "x").Length > 4_096 ? "message is too long"
            : Buttons(message).Any(button => Encoding.UTF8.GetByteCount((string?)button!["callback_data"] ?? "") is < 1 or > 64) ? "BUTTON_DATA_INVALID"
            : null;
    }

    private static IEnumerable<JsonNode?> Buttons(JsonObject message) => (message["reply_markup"]?["inline_keyboard"] as JsonArray ?? []).SelectMany(row => row!.AsArray());

    private static bool IsBalanced(List<string> tags) => tags.Count % 2 == 0 && tags.Chunk(2).All(pair => pair[1] == pair[0].Insert(1, "/"));

    [GeneratedRegex("</?(b|pre)>")]
    private static partial Regex Tag();

    [GeneratedRegex("&(amp|lt|gt);")]
    private static partial Regex Entity();

    [GeneratedRegex("&(?!(amp|lt|gt);)")]
    private static partial Regex StrayAmpersand();
}
