using System.Globalization;
using System.Text.Json;

namespace AgentCluster.Tools.Schemas;

/// <summary>Checks a JSON value against a shape and says of the first fault which argument it is and what would mend it.</summary>
internal static class ShapeCheck
{
    /// <summary>The fault, or null.</summary>
    /// <param name="shape">What it may be.</param>
    /// <param name="value">What it is.</param>
    /// <param name="path">The argument as its caller spells it.</param>
    public static Problem? Check(Shape shape, JsonElement value, string path) => shape.Kind switch
    {
        ShapeKind.Text => Text(shape, value, path),
        ShapeKind.Whole => Whole(shape, value, path),
        ShapeKind.Number => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? null : Wrong(path, "a number", value),
        ShapeKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : Wrong(path, "true or false", value),
        ShapeKind.Value => Value(shape, value, path),
        ShapeKind.List => List(shape, value, path),
        ShapeKind.Object => Object(shape, value, path),
        _ => value.ValueKind == JsonValueKind.Object ? null : Wrong(path, "an object", value),
    };

    private static Problem? Text(Shape shape, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return Wrong(path, shape.Choices.IsEmpty ? "a text" : $"one of {Listed(shape)}", value);
        }

        if (Read(value) is not { } text)
        {
            return Problem.Invalid(path, $"'{path}' holds half of a surrogate pair: write whole characters.");
        }

        return !shape.Choices.IsEmpty ? (shape.Choices.Contains(text) ? null : Problem.Invalid(path, $"'{path}' must be one of {Listed(shape)}{Nearest.Hint(text, shape.Choices)}."))
            : string.IsNullOrWhiteSpace(text) ? Problem.Invalid(path, $"'{path}' is empty: write {shape.Description}.")
            : text.Length > shape.MaxLength ? Problem.Invalid(path, $"'{path}' has more than {shape.MaxLength} characters: shorten it.")
            : Controls(text, path);
    }

    private static Problem? Whole(Shape shape, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number))
        {
            return Wrong(path, "a whole number", value);
        }

        return number < shape.Minimum || number > shape.Maximum
            ? Problem.Invalid(path, string.Create(CultureInfo.InvariantCulture, $"'{path}' must lie between {shape.Minimum} and {shape.Maximum}."))
            : null;
    }

    private static Problem? Value(Shape shape, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Scalar(shape, value, path);
        }

        if (value.GetArrayLength() > shape.MaxItems)
        {
            return Problem.Invalid(path, $"'{path}' has more than {shape.MaxItems} values: give fewer.");
        }

        return value.EnumerateArray().Select((item, i) => Scalar(shape, item, $"{path}[{i}]")).FirstOrDefault(problem => problem is not null);
    }

    private static Problem? Scalar(Shape shape, JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.True or JsonValueKind.False => null,
        JsonValueKind.Number => value.TryGetDouble(out var number) && double.IsFinite(number) ? null : Wrong(path, "a number of usual size", value),
        JsonValueKind.String => Read(value) is not { } text ? Problem.Invalid(path, $"'{path}' holds half of a surrogate pair: write whole characters.")
            : text.Length > shape.MaxLength ? Problem.Invalid(path, $"'{path}' has more than {shape.MaxLength} characters: shorten it.")
            : Controls(text, path),
        _ => Wrong(path, "a text, a number, true, false or null", value),
    };

    private static Problem? List(Shape shape, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Wrong(path, "a list", value);
        }

        var length = value.GetArrayLength();
        if (length < shape.MinItems || length > shape.MaxItems)
        {
            return Problem.Invalid(path, $"'{path}' must have {shape.MinItems} to {shape.MaxItems} items; it has {length}.");
        }

        return value.EnumerateArray().Select((item, i) => Check(shape.Items!, item, $"{path}[{i}]")).FirstOrDefault(problem => problem is not null);
    }

    private static Problem? Object(Shape shape, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return Wrong(path, "an object", value);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            if (Member(shape, property, path, seen) is { } problem)
            {
                return problem;
            }
        }

        var missing = shape.Fields.FirstOrDefault(field => field.Required && !seen.Contains(field.Name));
        return missing is null ? null : Problem.Invalid(Join(path, missing.Name), $"'{Join(path, missing.Name)}' is missing: {missing.Shape.Description}.");
    }

    private static Problem? Member(Shape shape, JsonProperty property, string path, HashSet<string> seen)
    {
        if (NameOf(property) is not { } name)
        {
            return Problem.Invalid(path, $"'{path}' has a field whose name holds half of a surrogate pair: write whole characters.");
        }

        if (!seen.Add(name))
        {
            return Problem.Invalid(Join(path, name), $"'{Join(path, name)}' is given more than once: give it once.");
        }

        if (shape.Fields.FirstOrDefault(field => field.Name == name) is not { } field)
        {
            var known = shape.Fields.Select(field => field.Name).ToList();
            return Problem.Invalid(
                Join(path, name),
                known.Count == 0 ? $"'{Join(path, Shown(name))}' is not known: there are no arguments here."
                    : $"'{Join(path, Shown(name))}' is not known: the arguments here are {string.Join(", ", known)}{Nearest.Hint(name, known)}.");
        }

        return property.Value.ValueKind == JsonValueKind.Null && !field.Required ? null : Check(field.Shape, property.Value, Join(path, name));
    }

    private static Problem? Controls(string text, string path) =>
        text.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r'))
            ? Problem.Invalid(path, $"'{path}' holds a control character: leave it out.")
            : null;

    private static Problem Wrong(string path, string wanted, JsonElement value) => Problem.Invalid(path, $"'{path}' must be {wanted}; it is {Called(value)}.");

    private static string Called(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "a whole number" : "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => "null",
    };

    private static string Listed(Shape shape) => string.Join(", ", shape.Choices);

    private static string Join(string path, string name) => $"{path}.{Shown(name)}";

    private static string Shown(string name) => name.Length <= 60 ? name : string.Concat(name.AsSpan(0, 60), "...");

    // A string with an escaped half of a surrogate pair is valid JSON and no valid text.
    private static string? Read(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
