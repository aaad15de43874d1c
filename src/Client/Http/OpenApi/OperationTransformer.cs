using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AgentCluster.Client.Http.OpenApi;

/// <summary>Adds the bodies, query parameters and headers that the gateway binds by itself.</summary>
internal sealed class OperationTransformer : IOpenApiOperationTransformer
{
    /// <inheritdoc />
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        foreach (var name in metadata.OfType<QueryParametersMetadata>().SelectMany(query => query.Names))
        {
            operation.Parameters.Add(QueryParameterDocs.Of(name));
        }

        if (metadata.OfType<IdempotencyMetadata>().Any())
        {
            operation.Parameters.Add(KeyHeader());
        }

        if (metadata.OfType<BodyMetadata>().FirstOrDefault() is { } body && body.Type != typeof(NoFields))
        {
            operation.RequestBody = await BodyOfAsync(body, context, cancellationToken);
        }
    }

    private static async Task<OpenApiRequestBody> BodyOfAsync(BodyMetadata body, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(body.Type, parameterDescription: null, cancellationToken);
        return new()
        {
            Required = !body.MayBeAbsent,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = schema } },
        };
    }

    private static OpenApiParameter KeyHeader() => new()
    {
        Name = ClaimedKey.KeyHeader,
        In = ParameterLocation.Header,
        Description = "Kept 24 hours: the same request with the same key gets the first answer again.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
    };
}
