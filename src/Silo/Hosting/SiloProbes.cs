using Orleans.Runtime;

namespace AgentCluster.Silo.Hosting;

/// <summary>Probes of a silo that runs apart from gateways. They ask this process only: a probe that asks others kills healthy silos.</summary>
internal static class SiloProbes
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Ok(new { status = "healthy" }));
        app.MapGet("/health/startup", (IHostApplicationLifetime lifetime) => Answer(lifetime.ApplicationStarted.IsCancellationRequested, "The host is still starting."));
        app.MapGet("/health/ready", (ISiloStatusOracle silo, IHostApplicationLifetime lifetime) => Answer(
            silo.CurrentStatus == SiloStatus.Active && !lifetime.ApplicationStopping.IsCancellationRequested, $"The silo is {silo.CurrentStatus}."));
    }

    private static IResult Answer(bool healthy, string reason) => healthy
        ? Results.Ok(new { status = "healthy" })
        : Results.Json(new { status = "unhealthy", reason }, statusCode: StatusCodes.Status503ServiceUnavailable);
}
