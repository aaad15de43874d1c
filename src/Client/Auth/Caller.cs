using System.Reflection;

namespace AgentCluster.Client.Auth;

/// <summary>Who calls: established by <see cref="AuthenticationMiddleware"/>, never by the request's own fields.</summary>
/// <param name="Tenant">The caller's tenant.</param>
/// <param name="Id">Id of the API key, or <c>local</c> for the person of local mode.</param>
/// <param name="Name">What the key is for, in its issuer's words.</param>
/// <param name="Roles">What the caller may do.</param>
internal sealed record Caller(string Tenant, string Id, string Name, Roles Roles)
{
    /// <summary>The person at this machine, in local mode.</summary>
    public static Caller LocalPerson { get; } = new(TenantNames.Local, "local", "local person", Roles.All);

    /// <summary>The bearer of a key.</summary>
    public static Caller With(ApiKeyView key) => new(key.Tenant, key.Id, key.Name, key.Roles);

    /// <summary>The caller of a request, as a handler's parameter.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(Of(context));

    /// <summary>The caller of a request.</summary>
    public static Caller Of(HttpContext context) =>
        context.Features.Get<Caller>()
        ?? throw new InvalidOperationException("No middleware established who calls.");
}
