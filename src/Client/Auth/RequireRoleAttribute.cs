namespace AgentCluster.Client.Auth;

/// <summary>Lets callers in that have one of the roles given.</summary>
/// <param name="roles">The roles, any of which is enough.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RequireRoleAttribute(Roles roles) : Attribute, IAccessRequirement
{
    /// <summary>The roles, any of which is enough.</summary>
    public Roles Roles { get; } = roles;

    /// <summary>Whether only the operator's own tenant is let in.</summary>
    public bool OperatorOnly { get; init; }

    /// <inheritdoc />
    public bool AcceptsBasic { get; init; }

    /// <inheritdoc />
    public bool IsOpen => false;

    /// <inheritdoc />
    public ProblemAnswer? Refuses(Caller caller) =>
        (caller.Roles & Roles) == Roles.None
            ? new(StatusCodes.Status403Forbidden, "roleMissing", $"This needs the role {string.Join(" or ", RoleNames.Of(Roles))}; your key has: {string.Join(", ", RoleNames.Of(caller.Roles))}.")
        : OperatorOnly && caller.Tenant != TenantNames.Local
            ? new(StatusCodes.Status403Forbidden, "operatorOnly", $"This is for keys of the tenant '{TenantNames.Local}' only.")
        : null;
}
