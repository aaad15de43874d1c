using Microsoft.OpenApi;

namespace AgentCluster.Client.Http.OpenApi;

/// <summary>What the OpenAPI document says of query parameters.</summary>
internal static class QueryParameterDocs
{
    private static readonly Dictionary<string, (JsonSchemaType Type, string? Format, string Description)> Known = new(StringComparer.Ordinal)
    {
        ["limit"] = (JsonSchemaType.Integer, "int32", "Most items of the page."),
        ["cursor"] = (JsonSchemaType.String, null, "The `next` of an earlier page."),
        ["since"] = (JsonSchemaType.String, "date-time", "Only what happened at or after this instant."),
        ["asOf"] = (JsonSchemaType.String, "date-time", "Only what held at this instant."),
        ["waitSeconds"] = (JsonSchemaType.Integer, "int32", "How long to wait for the end, 0 to 300 seconds."),
        ["explain"] = (JsonSchemaType.Boolean, null, "Whether to say what spoke for each item."),
        ["source"] = (JsonSchemaType.String, null, "Name of the source."),
        ["agent"] = (JsonSchemaType.String, null, "Id of an agent."),
        ["conversationId"] = (JsonSchemaType.String, null, "Only of this conversation."),
        ["status"] = (JsonSchemaType.String, null, "Only with this status."),
        ["risk"] = (JsonSchemaType.String, null, "Only of this risk: low, medium, high or critical."),
        ["kind"] = (JsonSchemaType.String, null, "Only of this kind."),
        ["query"] = (JsonSchemaType.String, null, "Text to recall by."),
        ["question"] = (JsonSchemaType.String, null, "The question."),
    };

    /// <summary>A parameter; a name that ends with <c>!</c> is required.</summary>
    public static OpenApiParameter Of(string name)
    {
        var (type, format, description) = Known[name.TrimEnd('!')];
        return new()
        {
            Name = name.TrimEnd('!'),
            In = ParameterLocation.Query,
            Required = name.EndsWith('!'),
            Description = description,
            Schema = new OpenApiSchema { Type = type, Format = format },
        };
    }
}
