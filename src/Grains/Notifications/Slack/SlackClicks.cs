using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using AgentCluster.Approvals;
using Microsoft.AspNetCore.WebUtilities;

namespace AgentCluster.Notifications.Slack;

/// <summary>Reads the bodies of Slack's interactivity requests; only after their signature was found valid.</summary>
internal static class SlackClicks
{
    private const string Field = "payload";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        AllowDuplicateProperties = false,
        MaxDepth = 32,
    };

    /// <summary>The click, or what is wrong with the body.</summary>
    public static Outcome<SlackClick> Read(ReadOnlySpan<byte> body)
    {
        var payload = Payload(body);
        if (!payload.Succeeded)
        {
            return payload.Problem;
        }

        var found = payload.Value;
        return found.Type != "block_actions" || found.Container?.Type != "message" ? Refused($"{Field}.type", "Only clicks on buttons of messages are taken.")
            : found.Actions is not [{ Type: "button" } action] ? Refused($"{Field}.actions", "A click is one action, on a button.")
            : DecisionOf(action.ActionId) is not { } decision ? Refused($"{Field}.actions.action_id", "The button is none of ours.")
            : Missing(found, action) is { } missing ? Refused($"{Field}.{missing}", "The field is missing.")
            : new SlackClick(
                found.Team!.Id!, found.Container.ChannelId!, found.Container.MessageTs!, found.User!.Id!, action.Value!, decision, found.TriggerId!, found.ResponseUrl!);
    }

    private static Outcome<SlackPayload> Payload(ReadOnlySpan<byte> body)
    {
        try
        {
            using var form = new FormReader(Utf8.IsValid(body) ? Encoding.UTF8.GetString(body) : "");
            return form.ReadForm() is { Count: 1 } fields && fields.TryGetValue(Field, out var values) && values is [{ } json]
                && JsonSerializer.Deserialize<SlackPayload>(json, Json) is { } payload
                ? payload
                : Refused(Field, "The body must be a form with the one field 'payload', a JSON object.");
        }
        catch (JsonException fault)
        {
            return Refused($"{Field}{fault.Path?.TrimStart('$')}", "The field cannot be read.");
        }
        catch (InvalidDataException)
        {
            return Refused(Field, "The form is larger than any of Slack's.");
        }
    }

    private static Decision? DecisionOf(string? button) => button switch
    {
        SlackMessage.Approve => Decision.Approve,
        SlackMessage.Reject => Decision.Reject,
        _ => null,
    };

    private static string? Missing(SlackPayload payload, SlackPayload.Action action)
    {
        (string Name, string? Value)[] needed =
        [
            ("team.id", payload.Team?.Id), ("user.id", payload.User?.Id), ("container.channel_id", payload.Container?.ChannelId),
            ("container.message_ts", payload.Container?.MessageTs), ("actions.value", action.Value), ("trigger_id", payload.TriggerId),
            ("response_url", payload.ResponseUrl),
        ];
        return needed.FirstOrDefault(field => string.IsNullOrEmpty(field.Value)).Name;
    }

    private static Problem Refused(string field, string message) => Problem.Invalid(field, message, "malformedCallback");
}
