using System.Threading.RateLimiting;

namespace AgentCluster.Client.Admission;

/// <summary>The permit under which a request is served. One that turns out to wait for long gives its turn to others.</summary>
internal sealed class Admitted(Limits limits, string tenant, RateLimitLease permit, CancellationToken stopping) : IDisposable
{
    private RateLimitLease _permit = permit;
    private bool _waits;

    /// <summary>Signalled when the process is told to stop: who waits for the cluster then ends with what stands.</summary>
    public CancellationToken Stopping { get; } = stopping;

    /// <summary>The permit of a request.</summary>
    public static Admitted Of(HttpContext context) =>
        context.Features.Get<Admitted>() ?? throw new InvalidOperationException("The request was not admitted.");

    /// <summary>Exchanges the turn for a permit to wait.</summary>
    /// <returns>Whether there was one; otherwise the request keeps its turn and should not wait.</returns>
    public bool TryWait()
    {
        if (_waits)
        {
            return true;
        }

        var wait = limits.Wait(tenant);
        if (!wait.IsAcquired)
        {
            wait.Dispose();
            return false;
        }

        _permit.Dispose();
        (_permit, _waits) = (wait, true);
        return true;
    }

    /// <inheritdoc />
    public void Dispose() => _permit.Dispose();
}
