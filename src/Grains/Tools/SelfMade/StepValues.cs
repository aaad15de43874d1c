using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentCluster.Execution;

namespace AgentCluster.Tools.SelfMade;

/// <summary>What the steps of a composition may name: <c>$name</c> a parameter, <c>$step1</c> the first value that the first step gave.</summary>
internal sealed class StepValues
{
    private readonly Dictionary<string, JsonNode?> _values = new(StringComparer.Ordinal);
    private int _steps;

    public StepValues(JsonElement arguments)
    {
        foreach (var argument in arguments.EnumerateObject())
        {
            _values[$"${argument.Name}"] = JsonNode.Parse(argument.Value.GetRawText());
        }
    }

    /// <summary>Names that are known so far.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>Takes the value of the step that was just done.</summary>
    public void Add(ActionOutcome outcome) => Add(First(outcome.Result) ?? JsonValue.Create(outcome.Text));

    /// <summary>Takes the value of the step that was just tried.</summary>
    public void Add(JsonNode? value) => _values[string.Create(CultureInfo.InvariantCulture, $"$step{++_steps}")] = value;

    /// <summary>The arguments with values in place of names; only whole texts are names, nothing is spliced into a text.</summary>
    public string Fill(JsonElement arguments) => Filled(JsonNode.Parse(arguments.GetRawText()))?.ToJsonString() ?? "null";

    /// <summary>The first value of the first row, or null.</summary>
    public static JsonNode? First(ResultSet? result) =>
        result is { RowCount: > 0 } ? (JsonNode.Parse(result.RowsJson) as JsonArray)?[0]?[0]?.DeepClone() : null;

    private JsonNode? Filled(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Filled(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Filled)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && _values.TryGetValue(value.GetValue<string>(), out var known) => known?.DeepClone(),
        _ => node?.DeepClone(),
    };
}
