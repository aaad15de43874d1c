using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AgentCluster.Client.Http.OpenApi;

/// <summary>Says of rows that they are arrays of arrays, and of schemas that they are objects; their types alone do not.</summary>
internal sealed class RowsSchemaTransformer : IOpenApiSchemaTransformer
{
    /// <inheritdoc />
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(RawJson))
        {
            schema.Type = JsonSchemaType.Array;
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema() };
        }
        else if (context.JsonTypeInfo.Type == typeof(SchemaJson) || context.JsonTypeInfo.Type == typeof(SchemaJson?))
        {
            schema.Type = JsonSchemaType.Object;
        }

        return Task.CompletedTask;
    }
}
