
namespace AgentCluster.Client.Auth;

/// <summary>Short forms for who may call an endpoint.</summary>
internal static class AccessRequirements
{
    /// <summary>Lets callers in that have one of the roles given.</summary>
    /// <typeparam name="TBuilder">What is being mapped.</typeparam>
    public static TBuilder RequireRole<TBuilder>(this TBuilder endpoint, Roles roles)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequireRoleAttribute(roles));

    /// <summary>Lets admins of the operator's tenant in.</summary>
    /// <typeparam name="TBuilder">What is being mapped.</typeparam>
    public static TBuilder RequireOperator<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequireRoleAttribute(Roles.Admin) { OperatorOnly = true });

    /// <summary>Lets anyone in.</summary>
    /// <typeparam name="TBuilder">What is being mapped.</typeparam>
    public static TBuilder AllowAnyone<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AllowAnyoneAttribute());
}
