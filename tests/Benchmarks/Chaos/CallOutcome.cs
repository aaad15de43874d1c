namespace AgentCluster.Benchmarks.Chaos;

/// <summary>How one HTTP call ended.</summary>
internal enum CallOutcome
{
    /// <summary>200: the question has an answer.</summary>
    Answered,

    /// <summary>202: the question is acknowledged and still runs.</summary>
    Running,

    /// <summary>The answer says that the same request may be sent again (503, 429 or 409 with <c>Retry-After</c>).</summary>
    Retryable,

    /// <summary>Anything else, also a closed port: a gateway that ends says so first, for longer than the balancer takes to hear of it.</summary>
    Failed,
}
