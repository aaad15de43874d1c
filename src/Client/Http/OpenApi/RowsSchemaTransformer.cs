using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AgentCluster.Client.Http.OpenApi;

/// <summary>Says of rows that they are arrays of arrays; their type alone does not.</summary>
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

        return Task.CompletedTask;
    }
}
