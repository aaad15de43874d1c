using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentCluster.Execution.Redaction;

/// <summary>Takes credentials and identity numbers out of text before it is logged, remembered or handed to a model.</summary>
public static class Redactor
{
    /// <summary>What stands where something was taken out.</summary>
    public const string Mark = "[redacted]";

    /// <summary>The text without them.</summary>
    /// <param name="text">Any text.</param>
    public static string Redact(string text)
    {
        var uncovered = UncoveredText.Of(text);
        var places = SensitivePatterns.All.SelectMany(pattern => pattern.Find(uncovered.Plain)).ToList();
        if (places.Count == 0)
        {
            return text;
        }

        var redacted = new StringBuilder(text.Length);
        var done = 0;
        foreach (var (start, end) in places.Select(place => uncovered.Origin(place.Start, place.Length)).Order())
        {
            if (start >= done)
            {
                redacted.Append(text, done, start - done).Append(Mark);
            }

            done = Math.Max(done, end);
        }

        return redacted.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>A JSON value without them: what a field named like a secret holds is taken out whatever it looks like, and JSON it stays.</summary>
    /// <param name="json">JSON; anything else is redacted as text.</param>
    public static string RedactJson(string json)
    {
        try
        {
            return Redacted(JsonNode.Parse(json))?.ToJsonString(Format) ?? "null";
        }
        catch (JsonException)
        {
            return Redact(json);
        }
    }

    private static readonly JsonSerializerOptions Format = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonNode? Redacted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(
            Redact(field.Key), field.Value is JsonValue && DataClasses.IsSecretName(field.Key) ? JsonValue.Create(Mark) : Redacted(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Redacted)]),
        JsonValue value => Redacted(value),
        _ => null,
    };

    private static JsonNode Redacted(JsonValue value)
    {
        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        var redacted = Redact(text);
        return redacted == text ? value.DeepClone() : JsonValue.Create(redacted);
    }
}
