namespace AgentCluster.Client.Auth;

/// <summary>Short forms for who may call an endpoint.</summary>
internal static class AccessRequirements
{
    /// <summary>Lets callers in that have one of the roles given.</summary>
    /// <typeparam name="TBuilder">What is being mapped.</typeparam>
    public static TBuilder RequireRole<TBuilder>(this TBuilder endpoint, Roles roles)
        where TBuilder : IEndpointConventionBuilder => endpoint.Require(new(roles));

    /// <summary>Lets admins of the operator's tenant in.</summary>
    /// <typeparam name="TBuilder">What is being mapped.</typeparam>
    public static TBuilder RequireOperator<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.Require(new(Roles.Admin) { OperatorOnly = true });

    /// <summary>Lets anyone in.</summary>
    /// <typeparam name="TBuilder">What is being mapped.</typeparam>
    public static TBuilder AllowAnyone<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AllowAnyoneAttribute());

    private static TBuilder Require<TBuilder>(this TBuilder endpoint, RequireRoleAttribute requirement)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(requirement, Refusal(401), Refusal(403));

    private static ProducesResponseTypeMetadata Refusal(int status) => new(status, typeof(ProblemResource), [ProblemAnswer.ContentType]);
}
