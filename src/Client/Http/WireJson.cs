using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentCluster.Client.Http;

/// <summary>How JSON goes out and comes in: camelCase names, enumerations as camelCase strings, no leniency.</summary>
internal static class WireJson
{
    /// <summary>Deepest nesting of a body.</summary>
    public const int MaxDepth = 32;

    /// <summary>For answers.</summary>
    public static JsonSerializerOptions Answers { get; } = Frozen(new());

    /// <summary>For bodies: unknown and repeated fields, numbers in strings, and the character NUL are refused.</summary>
    public static JsonSerializerOptions Bodies { get; } = Frozen(new()
    {
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new TextConverter() },
    });

    /// <summary>Sets what all of the gateway's JSON has in common.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = MaxDepth;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Frozen(JsonSerializerOptions options)
    {
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
