using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace AgentCluster.Client.Admission;

/// <summary>
/// The permits of a gateway. Each tenant waits in a queue of its own for a share of its own, then for the gateway's: a tenant that floods
/// fills its own queue, and never holds more of the gateway than its share.
/// </summary>
internal sealed class Limits : IDisposable
{
    private readonly PartitionedRateLimiter<string> _requests;
    private readonly PartitionedRateLimiter<string> _waiters;

    public Limits(IOptions<AdmissionOptions> options)
    {
        var limits = options.Value;
        _requests = PartitionedRateLimiter.CreateChained(
            PerTenant(limits.RequestsPerTenant, limits.QueuePerTenant),

            // What waits here is bounded by the tenants' shares.
            ForAll(limits.Requests, queue: int.MaxValue));
        _waiters = PartitionedRateLimiter.CreateChained(PerTenant(limits.WaitersPerTenant, queue: 0), ForAll(limits.Waiters, queue: 0));
    }

    /// <summary>Waits for a turn; the lease is not acquired when the tenant's queue is full.</summary>
    public ValueTask<RateLimitLease> RequestAsync(string tenant, CancellationToken cancellationToken) => _requests.AcquireAsync(tenant, 1, cancellationToken);

    /// <summary>A permit to wait for the cluster, if there is one now.</summary>
    public RateLimitLease Wait(string tenant) => _waiters.AttemptAcquire(tenant);

    /// <inheritdoc />
    public void Dispose()
    {
        _requests.Dispose();
        _waiters.Dispose();
    }

    private static PartitionedRateLimiter<string> PerTenant(int permits, int queue) =>
        PartitionedRateLimiter.Create<string, string>(tenant => RateLimitPartition.GetConcurrencyLimiter(tenant, _ => Bounds(permits, queue)));

    private static PartitionedRateLimiter<string> ForAll(int permits, int queue) =>
        PartitionedRateLimiter.Create<string, bool>(_ => RateLimitPartition.GetConcurrencyLimiter(true, _ => Bounds(permits, queue)));

    private static ConcurrencyLimiterOptions Bounds(int permits, int queue) =>
        new() { PermitLimit = permits, QueueLimit = queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
}
