using System.Reflection;

namespace AgentCluster.Client.Auth;

/// <summary>Who calls: established by authentication (or by <see cref="LocalModeGuard"/>), never by the request's own fields.</summary>
/// <param name="Tenant">The caller's tenant.</param>
internal sealed record Caller(string Tenant)
{
    /// <summary>The caller of a request, as a handler's parameter.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(Of(context));

    /// <summary>The caller of a request.</summary>
    public static Caller Of(HttpContext context) =>
        context.Features.Get<Caller>()
        ?? throw new InvalidOperationException("No middleware established who calls.");
}
