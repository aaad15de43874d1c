using System.Text.Json.Nodes;

namespace AgentCluster.Tools.Schemas;

/// <summary>A shape as JSON Schema, draft 2020-12 (https://json-schema.org/draft/2020-12/json-schema-core). Objects are closed.</summary>
internal static class ShapeSchema
{
    public const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>The whole schema of a tool's arguments.</summary>
    public static string Of(Shape arguments)
    {
        var root = new JsonObject { ["$schema"] = Dialect };
        foreach (var (key, value) in Node(arguments, optional: false).ToList())
        {
            root[key] = value?.DeepClone();
        }

        return root.ToJsonString();
    }

    private static JsonObject Node(Shape shape, bool optional)
    {
        var node = new JsonObject { ["description"] = shape.Description };
        switch (shape.Kind)
        {
            case ShapeKind.Text:
                Type(node, optional, "string");
                Text(node, shape, optional);
                break;
            case ShapeKind.Whole:
                Type(node, optional, "integer");
                Range(node, shape);
                break;
            case ShapeKind.Number:
                Type(node, optional, "number");
                break;
            case ShapeKind.Flag:
                Type(node, optional, "boolean");
                break;
            case ShapeKind.Value:
                node["type"] = new JsonArray("string", "number", "boolean", "null", "array");
                (node["maxLength"], node["maxItems"]) = (shape.MaxLength, shape.MaxItems);
                node["items"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "null"), ["maxLength"] = shape.MaxLength };
                break;
            case ShapeKind.List:
                Type(node, optional, "array");
                node["items"] = Node(shape.Items!, optional: false);
                (node["minItems"], node["maxItems"]) = (shape.MinItems, shape.MaxItems);
                break;
            case ShapeKind.Object:
                Type(node, optional, "object");
                Fields(node, shape);
                break;
            default:
                Type(node, optional, "object");
                break;
        }

        return node;
    }

    private static void Type(JsonObject node, bool optional, string type) => node["type"] = optional ? new JsonArray(type, "null") : type;

    private static void Text(JsonObject node, Shape shape, bool optional)
    {
        if (shape.Choices.IsEmpty)
        {
            (node["minLength"], node["maxLength"]) = (1, shape.MaxLength);
            return;
        }

        var choices = new JsonArray([.. shape.Choices.Select(choice => (JsonNode)choice)]);
        if (optional)
        {
            choices.Add((JsonNode?)null);
        }

        node["enum"] = choices;
    }

    private static void Range(JsonObject node, Shape shape)
    {
        if (shape.Minimum > long.MinValue)
        {
            node["minimum"] = shape.Minimum;
        }

        if (shape.Maximum < long.MaxValue)
        {
            node["maximum"] = shape.Maximum;
        }
    }

    private static void Fields(JsonObject node, Shape shape)
    {
        var properties = new JsonObject();
        foreach (var field in shape.Fields)
        {
            properties[field.Name] = Node(field.Shape, !field.Required);
        }

        node["properties"] = properties;
        node["required"] = new JsonArray([.. shape.Fields.Where(field => field.Required).Select(field => (JsonNode)field.Name)]);
        node["additionalProperties"] = false;
    }
}
