using Orleans.Dashboard;

namespace AgentCluster.Client.Console;

/// <summary>The Orleans Dashboard at <c>/dashboard</c>: silos, grains, calls and reminders, as the silos count them.</summary>
public static class GrainDashboard
{
    // The page takes everything from its own files; its fonts and icons are partly data URIs.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>How silos and gateways take part; the live log stays hidden, because it would show one tenant's trouble to another's operator.</summary>
    /// <param name="options">The dashboard's options.</param>
    public static void Configure(DashboardOptions options) => options.HideTrace = true;

    /// <summary>Adds the page to a gateway whose silo or client was given the dashboard.</summary>
    /// <param name="app">The gateway.</param>
    public static WebApplication MapGrainDashboard(this WebApplication app)
    {
        var dashboard = app.MapOrleansDashboard("/dashboard");
        dashboard.ExcludeFromDescription();

        // It shows grains of every tenant, keys and state.
        dashboard.WithMetadata(new RequireRoleAttribute(Roles.Operate) { OperatorOnly = true, AcceptsBasic = true });
        dashboard.AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
            return next(context);
        });
        return app;
    }
}
