using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AgentCluster.Client.Rpc;

/// <summary>What <c>/health/ready</c> tells, for <c>grpc.health.v1</c>.</summary>
internal sealed class ReadinessCheck(Readiness readiness, IGrainFactory grains, IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await HealthEndpoints.NotReadyAsync(readiness, grains, lifetime, cancellationToken) is { } reason ? HealthCheckResult.Unhealthy(reason) : HealthCheckResult.Healthy();
}
