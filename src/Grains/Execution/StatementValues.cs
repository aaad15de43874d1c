using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace AgentCluster.Execution;

/// <summary>From the JSON of statement parameters to values that an engine binds without losing a digit.</summary>
public static class StatementValues
{
    private const int DecimalDigits = 28;

    /// <summary>The values by name, or the parameter at fault.</summary>
    public static Outcome<IReadOnlyDictionary<string, object?>> Of(ImmutableArray<StatementParameter> parameters)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var parameter in parameters.IsDefault ? [] : parameters)
        {
            try
            {
                using var json = JsonDocument.Parse(parameter.Json);
                if (json.RootElement.ValueKind is JsonValueKind.Array or JsonValueKind.Object || !values.TryAdd(parameter.Name, Value(json.RootElement)))
                {
                    return Fault(parameter, "is given twice or is no single value");
                }
            }
            catch (JsonException)
            {
                return Fault(parameter, "is no JSON");
            }
        }

        return values;
    }

    private static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(json),
        _ => json.GetString(),
    };

    private static object Number(JsonElement json)
    {
        var text = json.GetRawText();
        return json.TryGetInt32(out var small) ? small
            : json.TryGetInt64(out var whole) ? whole
            : text.Count(char.IsAsciiDigit) <= DecimalDigits && !text.Contains('e', StringComparison.OrdinalIgnoreCase)
                ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
            : json.GetDouble();
    }

    private static Problem Fault(StatementParameter parameter, string what) =>
        Problem.Invalid("parameters", $"The value of parameter {parameter.Name} {what}.", "sqlError");
}
