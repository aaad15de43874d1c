using Npgsql;
using Polly;
using Polly.CircuitBreaker;

namespace AgentCluster.Execution.Postgres;

/// <summary>The circuit breaker of a source: a server that is away is not asked at every question. What a statement does wrong does not count.</summary>
internal static class PostgresBreaker
{
    /// <summary>Half of at least 4 attempts within 10 s have to fail; then nothing is tried for 5 s.</summary>
    public static ResiliencePipeline Create(TimeProvider time) => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 0.5,
            MinimumThroughput = 4,
            SamplingDuration = TimeSpan.FromSeconds(10),
            BreakDuration = TimeSpan.FromSeconds(5),
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is NpgsqlException failure && IsOfServer(failure)),
        })
        .Build();

    private static bool IsOfServer(NpgsqlException failure) =>
        failure is not PostgresException refused || (!PostgresFaults.IsOfStatement(refused) && !PostgresFaults.IsTimeout(refused));
}
