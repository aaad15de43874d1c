using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AgentCluster.Client.Rpc;

/// <summary>What <c>/health/ready</c> tells, for <c>grpc.health.v1</c>.</summary>
internal sealed class ReadinessCheck(ReadinessProbe probe) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await probe.NotReadyAsync(cancellationToken) is { } reason ? HealthCheckResult.Unhealthy(reason) : HealthCheckResult.Healthy();
}
