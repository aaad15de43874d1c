using System.Collections.Immutable;
using System.Diagnostics;
using AgentCluster.Memory;
using AgentCluster.Memory.Postgres;
using AgentCluster.Storage;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Benchmarks.Memory;

/// <summary>
/// Recall over 100,000 memories in twenty tenants of one PostgreSQL database: how many rows it gives, how many of the exact ten nearest
/// are among them, and its latency beside statements written by hand for the same table, asked in turn (A B C A B C).
/// </summary>
internal static class PostgresRecallBenchmark
{
    private const int Results = 10;
    private const int Probes = 100;

    public static async Task<int> RunAsync(int count, int tenants, int rounds, CancellationToken cancellationToken)
    {
        await using var platform = await TestPostgres.CreateAsync();
        var store = new PostgresMemoryStore(platform.Database);
        var corpus = new RecallCorpus(tenants);
        await LoadAsync(platform, store, corpus, count, cancellationToken);

        // A superuser's statements: row level security costs them nothing.
        await using var source = PostgresPlatform.DataSource(platform.AdminConnectionString);
        await using var hand = await HandWrittenRecall.OpenAsync(source, Results, cancellationToken);
        var probes = Enumerable.Range(0, Probes).Select(_ => corpus.Probe()).ToList();
        await AssessAsync(store, hand, probes, cancellationToken);

        (string Name, Func<RecallSubject, Task<int>> Ask)[] sides =
        [
            ("recall", async probe => (await RecallAsync(store, probe.Tenant, probe.Probe, cancellationToken)).Length),
            ("recall by vector alone", async probe => (await RecallAsync(store, probe.Tenant, probe.Vector, cancellationToken)).Length),
            ("by hand, vector and words", async probe => (await hand.HybridAsync(probe, cancellationToken)).Count),
            ("by hand, vector by tenant", async probe => (await hand.ExactAsync(probe, cancellationToken)).Count),
            ("by hand, vector by HNSW", async probe => (await hand.ApproximateAsync(probe, cancellationToken)).Count),
        ];
        var medians = sides.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= rounds; round++)
        {
            var latencies = await RoundAsync(sides, probes, cancellationToken);
            Console.WriteLine($"{(round == 0 ? "warm-up" : $"round {round}")}: {string.Join(", ", sides.Zip(latencies, (side, p50) => $"{side.Name} {p50:0.00} ms"))}");
            for (var side = 0; round > 0 && side < sides.Length; side++)
            {
                medians[side].Add(latencies[side]);
            }
        }

        Tell("recall / by hand, vector and words", medians[0], medians[2]);
        Tell("recall by vector alone / by hand, vector by tenant", medians[1], medians[3]);
        Tell("recall by vector alone / by hand, vector by HNSW", medians[1], medians[4]);
        return 0;
    }

    private static async Task LoadAsync(TestPostgres platform, PostgresMemoryStore store, RecallCorpus corpus, int count, CancellationToken cancellationToken)
    {
        // The index over vectors is built at the end, as for any bulk load; the rest is the store's everyday path.
        var clock = Stopwatch.StartNew();
        var admin = new NpgsqlConnectionStringBuilder(platform.AdminConnectionString) { CommandTimeout = 0 }.ToString();
        await PostgresServer.ExecuteAsync(
            admin, $"DROP INDEX agentcluster.\"agent_memory_hnsw_{WordVectorEmbedder.ModelId}\"");
        foreach (var (tenant, batch) in corpus.Memories(count))
        {
            await store.StoreAsync(tenant, batch, operation: null, RecallCorpus.Now, cancellationToken);
        }

        Console.WriteLine($"{count} memories stored in {clock.Elapsed.TotalSeconds:0} s");
        await PostgresServer.ExecuteAsync(
            admin,
            $"""
            SET search_path = agentcluster, public;
            SET maintenance_work_mem = '1GB';
            SELECT index_embeddings('{WordVectorEmbedder.ModelId}', {RecallCorpus.Dimensions})
            """);
        await PostgresServer.ExecuteAsync(admin, "VACUUM ANALYZE agentcluster.agent_memory");
        Console.WriteLine($"indexed after {clock.Elapsed.TotalSeconds:0} s");
    }

    private static async Task AssessAsync(PostgresMemoryStore store, HandWrittenRecall hand, List<RecallSubject> probes, CancellationToken cancellationToken)
    {
        var (fewest, exact, index, byHand) = (int.MaxValue, 0, 0, 0);
        foreach (var probe in probes)
        {
            var truth = await hand.ExactAsync(probe, cancellationToken);
            fewest = Math.Min(fewest, (await RecallAsync(store, probe.Tenant, probe.Probe, cancellationToken)).Length);
            exact += (await RecallAsync(store, probe.Tenant, probe.Vector, cancellationToken)).Count(found => truth.Contains(found.Item.Id));
            byHand += (await hand.ApproximateAsync(probe, cancellationToken)).Count(truth.Contains);
            index += (await hand.FunctionByIndexAsync(probe, cancellationToken)).Count(truth.Contains);
        }

        Console.WriteLine($"rows of {Results}: at least {fewest}; recall@{Results}: {(double)exact / (Results * probes.Count):0.000} as configured, "
            + $"{(double)index / (Results * probes.Count):0.000} if the HNSW index is forced, {(double)byHand / (Results * probes.Count):0.000} by hand by HNSW");
    }

    private static Task<ImmutableArray<RecalledMemory>> RecallAsync(
        PostgresMemoryStore store, string tenant, RecallProbe probe, CancellationToken cancellationToken) =>
        store.RecallAsync(tenant, new MemoryQuery { Limit = Results }, probe, RecallCorpus.Now, cancellationToken);

    private static async Task<List<double>> RoundAsync(
        (string Name, Func<RecallSubject, Task<int>> Ask)[] sides, List<RecallSubject> probes, CancellationToken cancellationToken)
    {
        var latencies = sides.Select(_ => new List<double>()).ToArray();
        foreach (var probe in probes)
        {
            for (var side = 0; side < sides.Length; side++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var started = Stopwatch.GetTimestamp();
                var rows = await sides[side].Ask(probe);
                latencies[side].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                if (rows != Results)
                {
                    throw new InvalidOperationException($"{sides[side].Name} gave {rows} rows of {Results}.");
                }
            }
        }

        return [.. latencies.Select(Median)];
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Tell(string name, List<double> ours, List<double> theirs)
    {
        var ratios = ours.Zip(theirs, (mine, other) => mine / other).Order().ToList();
        Console.WriteLine($"p50 {name}: median {ratios[ratios.Count / 2]:0.00} (min {ratios[0]:0.00}, max {ratios[^1]:0.00})");
    }
}
