using System.Text.Json;
using System.Text.Json.Serialization;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools;

/// <summary>Arguments of a call: read, checked against the tool's shape, and only then turned into records.</summary>
internal static class ToolArguments
{
    public const string Root = "arguments";

    private const int Longest = 256 * 1024;

    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 16 };

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The arguments, or what is wrong with them.</summary>
    public static Outcome<JsonElement> Read(string json, Shape shape)
    {
        if (json.Length > Longest)
        {
            return Problem.Invalid(Root, $"The arguments have more than {Longest / 1024} KB: shorten them.");
        }

        try
        {
            using var document = JsonDocument.Parse(json, Limits);
            var arguments = document.RootElement.Clone();
            return ShapeCheck.Check(shape, arguments, Root) is { } problem ? problem : arguments;
        }
        catch (JsonException fault)
        {
            return Problem.Invalid(Root, $"The arguments are not valid JSON of at most {Limits.MaxDepth} levels: look at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.");
        }
        catch (ArgumentException)
        {
            return Problem.Invalid(Root, "The arguments hold half of a surrogate pair: write whole characters.");
        }
    }

    /// <summary>Arguments that were checked as a record.</summary>
    /// <typeparam name="T">The record.</typeparam>
    public static T As<T>(JsonElement arguments) => arguments.Deserialize<T>(Format)!;
}
