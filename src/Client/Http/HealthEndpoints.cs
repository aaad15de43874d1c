using AgentCluster.Discovery;
using AgentCluster.Execution;

namespace AgentCluster.Client.Http;

/// <summary>Probes.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

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
        group.MapGet("/ready", async (Readiness readiness, IGrainFactory grains, IHostApplicationLifetime lifetime, CancellationToken cancellationToken) =>
                Health(await NotReadyAsync(readiness, grains, lifetime, cancellationToken)))
            .Describe("Ready", "Whether the cluster answers and this process has discovered the default source.")
            .Answers<HealthResource>(200, 503);
    }

    /// <summary>Why this process is not ready, or null.</summary>
    public static async Task<string?> NotReadyAsync(Readiness readiness, IGrainFactory grains, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return "The process is stopping.";
        }

        if (!readiness.IsDiscovered)
        {
            return "The default source has not been discovered by this process yet.";
        }

        try
        {
            var key = new SourceKey(TenantNames.Local, SourceKey.DefaultSource).ToString();
            var catalog = await grains.GetGrain<IDiscoveryGrain>(key).CatalogAsync(cancellationToken).WaitAsync(Patience, cancellationToken);

            // Where the operator's tenant has no default source, as in a cluster for others, nothing has to be discovered.
            return catalog.Problem is null or { Kind: ProblemKind.NotFound } ? null : catalog.Problem.Message;
        }
#pragma warning disable CA1031 // A probe reports whatever keeps the cluster from answering.
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return "The cluster does not answer.";
        }
    }

    private static Answer Health(string? reason) => reason is null
        ? Answer.Ok(new HealthResource("healthy"))
        : new(StatusCodes.Status503ServiceUnavailable, new HealthResource("unhealthy", reason));
}
