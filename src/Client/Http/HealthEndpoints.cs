namespace AgentCluster.Client.Http;

/// <summary>Probes.</summary>
internal static class HealthEndpoints
{
    /// <summary>Adds <c>/health/startup</c>, <c>/health/ready</c> and <c>/health/live</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health").AllowAnyone();
        group.MapGet("/live", () => Answer.Ok(new HealthResource("healthy")))
            .Describe("Live", "Whether the process answers; asks nothing else.")
            .Answers<HealthResource>(200);
        group.MapGet("/startup", (IHostApplicationLifetime lifetime) => Health(lifetime.ApplicationStarted.IsCancellationRequested ? null : "The host is still starting."))
            .Describe("Startup", "Whether the host has started.")
            .Answers<HealthResource>(200, 503);
        group.MapGet("/ready", async (ReadinessProbe probe, CancellationToken cancellationToken) => Health(await probe.NotReadyAsync(cancellationToken)))
            .Describe("Ready", "Whether the cluster answers and this process has discovered the default source.")
            .Answers<HealthResource>(200, 503);
    }

    private static Answer Health(string? reason) => reason is null
        ? Answer.Ok(new HealthResource("healthy"))
        : new(StatusCodes.Status503ServiceUnavailable, new HealthResource("unhealthy", reason));
}
