namespace AgentCluster.Tenancy;

/// <summary>The ways to treat a request that carries an idempotency key.</summary>
public enum IdempotencyVerdict
{
    /// <summary>First use (or the first use died before it answered): run it.</summary>
    Run,

    /// <summary>Already answered: send the stored answer again.</summary>
    Replay,

    /// <summary>The first request with this key still runs (HTTP 409).</summary>
    InProgress,

    /// <summary>The key was used for another request (HTTP 422).</summary>
    OtherRequest,
}
