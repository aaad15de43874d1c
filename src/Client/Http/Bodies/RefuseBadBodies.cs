namespace AgentCluster.Client.Http.Bodies;

/// <summary>Answers requests whose body or query cannot be used before anything else sees them.</summary>
internal sealed class RefuseBadBodies : IEndpointFilter
{
    /// <inheritdoc />
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        foreach (var argument in context.Arguments)
        {
            if (argument is IBoundBody { Refusal: { } refusal })
            {
                return ValueTask.FromResult<object?>(refusal);
            }
        }

        return next(context);
    }
}
