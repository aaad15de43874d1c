using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AgentCluster.Client.Http.OpenApi;

/// <summary>States how callers identify themselves, and which role each operation needs.</summary>
internal sealed class SecuritySchemes : IOpenApiDocumentTransformer, IOpenApiOperationTransformer
{
    private const string Bearer = "bearer";
    private const string Header = "apiKey";

    /// <inheritdoc />
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddComponent(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key. In local mode the person at the machine needs none.",
        });
        document.AddComponent(Header, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = PresentedCredential.KeyHeader,
            Description = "The same key by a header of its own.",
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAccessRequirement>().LastOrDefault() is RequireRoleAttribute needed)
        {
            operation.Description = $"Role: {string.Join(" or ", RoleNames.Of(needed.Roles))}{(needed.OperatorOnly ? $", in the tenant '{TenantNames.Local}'" : "")}.";
            operation.Security = [Requirement(Bearer, context.Document), Requirement(Header, context.Document)];
        }

        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument? document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
}
