using System.Text.Json.Nodes;

namespace AgentCluster.TestKit.Slack;

/// <summary>Slack's limits of messages (https://docs.slack.dev/reference/block-kit/blocks), as its API enforces them.</summary>
public static class BlockKit
{
    /// <summary>Slack's word for what is wrong with a message, or null.</summary>
    public static string? Fault(JsonObject message)
    {
        var blocks = message["blocks"] as JsonArray ?? [];
        return string.IsNullOrEmpty((string?)message["text"]) ? "no_text"
            : blocks.Count > 50 ? "invalid_blocks"
            : blocks.All(block => IsBlock(block as JsonObject)) ? null
            : "invalid_blocks";
    }

    private static bool IsBlock(JsonObject? block) => (string?)block?["type"] switch
    {
        "header" => IsText(block!["text"], 150, "plain_text"),
        "section" when block!["fields"] is JsonArray fields => fields.Count is >= 1 and <= 10 && fields.All(field => IsText(field, 2_000)),
        "section" => IsText(block!["text"], 3_000),
        "actions" => block!["elements"] is JsonArray { Count: >= 1 and <= 25 } elements && elements.All(IsButton),
        _ => false,
    };

    private static bool IsButton(JsonNode? button) =>
        (string?)button?["type"] == "button" && (string?)button["style"] is null or "primary" or "danger"
        && (string?)button!["action_id"] is { Length: >= 1 and <= 255 } && (string?)button["value"] is { Length: <= 2_000 } && IsText(button["text"], 75, "plain_text")
        && button["confirm"] is { } confirm && IsText(confirm["title"], 100, "plain_text") && IsText(confirm["text"], 300)
        && IsText(confirm["confirm"], 30, "plain_text") && IsText(confirm["deny"], 30, "plain_text");

    private static bool IsText(JsonNode? text, int most, string? type = null) =>
        (string?)text?["type"] is "plain_text" or "mrkdwn" && (type is null || (string?)text!["type"] == type) && ((string?)text!["text"])?.Length is { } length && length >= 1 && length <= most;
}
