using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace AgentCluster.Client.Admission;

/// <summary>
/// The permits of a gateway. Each tenant waits in a queue of its own for a share of its own, then for the gateway's: a tenant that floods
/// fills its own queue, and never holds more of the gateway than its share.
/// </summary>
internal sealed class Limits : IDisposable
{
    private static readonly TimeSpan LongestQueueing = TimeSpan.FromSeconds(5);
    private readonly TimeProvider _time;
    private readonly PartitionedRateLimiter<string> _requests;
    private readonly PartitionedRateLimiter<string> _waiters;

    public Limits(IOptions<AdmissionOptions> options, TimeProvider time)
    {
        _time = time;
        var limits = options.Value;
        _requests = PartitionedRateLimiter.CreateChained(
            PerTenant(limits.RequestsPerTenant, limits.QueuePerTenant),

            // How many wait here is bounded by the tenants' shares.
            ForAll(limits.Requests, queue: int.MaxValue));
        _waiters = PartitionedRateLimiter.CreateChained(PerTenant(limits.WaitersPerTenant, queue: 0), ForAll(limits.Waiters, queue: 0));
    }

    /// <summary>Waits for a turn; the lease is not acquired when the tenant's queue is full, or the turn does not come in time.</summary>
    public async ValueTask<RateLimitLease> RequestAsync(string tenant, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LongestQueueing, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await _requests.AcquireAsync(tenant, 1, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new NoTurn();
        }
    }

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

    private sealed class NoTurn : RateLimitLease
    {
        public override bool IsAcquired => false;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
