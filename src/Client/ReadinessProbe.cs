using AgentCluster.Discovery;
using AgentCluster.Execution;

namespace AgentCluster.Client;

/// <summary>
/// Whether this process can serve, told to anyone who asks. However many ask, the cluster is asked one question at a time and at most one a
/// second, and nothing of what it answers is passed on.
/// </summary>
internal sealed class ReadinessProbe(Readiness readiness, IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private Task<string?>? _answer;
    private long _askedAt;

    /// <summary>Why this process is not ready, or null.</summary>
    public async Task<string?> NotReadyAsync(CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return "The process is stopping.";
        }

        return readiness.IsDiscovered
            ? await Current().WaitAsync(cancellationToken)
            : "The default source has not been discovered by this process yet.";
    }

    private Task<string?> Current()
    {
        lock (_lock)
        {
            if (_answer is null || (_answer.IsCompleted && time.GetElapsedTime(_askedAt) >= Lifetime))
            {
                _askedAt = time.GetTimestamp();
                _answer = AskAsync();
            }

            return _answer;
        }
    }

    private async Task<string?> AskAsync()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            var key = new SourceKey(TenantNames.Local, SourceKey.DefaultSource).ToString();
            var problem = await grains.GetGrain<IDiscoveryGrain>(key).ProblemAsync(patience.Token).WaitAsync(patience.Token);

            // Where the operator's tenant has no default source, as in a cluster for others, nothing has to be discovered.
            return problem is null or { Kind: ProblemKind.NotFound } ? null : "The default source is not ready.";
        }
#pragma warning disable CA1031 // A probe reports whatever keeps the cluster from answering.
        catch (Exception)
#pragma warning restore CA1031
        {
            return "The cluster does not answer.";
        }
    }
}
