using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AgentCluster.TestKit.Slack;

/// <summary>Clicks of people in Slack, as Slack sends them: signed over the very bytes.</summary>
public static class SlackClicker
{
    /// <summary>A click on a button of a message that the stand-in holds.</summary>
    /// <param name="slack">Where the message is.</param>
    /// <param name="message">Its channel and timestamp.</param>
    /// <param name="user">Who clicks.</param>
    /// <param name="button">The button's id.</param>
    /// <param name="team">Workspace.</param>
    public static SlackRequest Click(this SlackStandIn slack, (string Channel, string Timestamp) message, string user, string button, string team = SlackStandIn.Team) =>
        Sign(Body(slack.ResponseUrl, message, user, button, ValueOf(slack.Messages[message], button), team));

    /// <summary>The body of a click.</summary>
    public static string Body(string responseUrl, (string Channel, string Timestamp) message, string user, string button, string value, string team = SlackStandIn.Team)
    {
        var payload = new JsonObject
        {
            ["type"] = "block_actions",
            ["team"] = new JsonObject { ["id"] = team, ["domain"] = "stand-in" },
            ["user"] = new JsonObject { ["id"] = user, ["username"] = user, ["team_id"] = team },
            ["api_app_id"] = "A1",
            ["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = message.Timestamp, ["channel_id"] = message.Channel, ["is_ephemeral"] = false },
            ["channel"] = new JsonObject { ["id"] = message.Channel, ["name"] = "ops" },
            ["trigger_id"] = Guid.NewGuid().ToString("N"),
            ["response_url"] = responseUrl,
            ["actions"] = new JsonArray(new JsonObject { ["type"] = "button", ["action_id"] = button, ["block_id"] = "b", ["value"] = value, ["action_ts"] = "1531420617.1" }),
        };
        return $"payload={WebUtility.UrlEncode(payload.ToJsonString())}";
    }

    /// <summary>A body as Slack sends it at an instant; now unless said otherwise.</summary>
    public static SlackRequest Sign(string body, DateTimeOffset? at = null, string secret = SlackStandIn.SigningSecret)
    {
        var timestamp = (at ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}"));
        return new(body, timestamp, $"v0={Convert.ToHexStringLower(hash)}");
    }

    /// <summary>What a button of a message carries.</summary>
    public static string ValueOf(JsonObject message, string button) => (string)message["blocks"]!.AsArray()
        .Where(block => (string?)block!["type"] == "actions").SelectMany(block => block!["elements"]!.AsArray()).Single(element => (string?)element!["action_id"] == button)!["value"]!;
}
