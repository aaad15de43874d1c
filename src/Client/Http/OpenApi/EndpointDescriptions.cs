namespace AgentCluster.Client.Http.OpenApi;

/// <summary>Short forms for what the OpenAPI document says of an endpoint.</summary>
internal static class EndpointDescriptions
{
    /// <summary>Name of the operation and what it does.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string operation, string summary) =>
        endpoint.WithName(operation).WithSummary(summary);

    /// <summary>Query parameters that the endpoint reads.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params ImmutableArray<string> names) =>
        endpoint.WithMetadata(new QueryParametersMetadata(names));

    /// <summary>Statuses with a value.</summary>
    /// <typeparam name="T">The value.</typeparam>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<T>(status);
        }

        return endpoint;
    }

    /// <summary>Statuses with a problem; a fault (500) is always possible.</summary>
    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<ProblemResource>(status, ProblemAnswer.ContentType);
        }

        return endpoint.Produces<ProblemResource>(StatusCodes.Status500InternalServerError, ProblemAnswer.ContentType);
    }

    /// <summary>Honours the <c>Idempotency-Key</c> of requests.</summary>
    public static RouteHandlerBuilder OnceByKey(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter<IdempotencyFilter>().WithMetadata(IdempotencyMetadata.Instance);
}
