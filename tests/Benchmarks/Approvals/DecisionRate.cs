using System.Diagnostics;
using System.Globalization;
using AgentCluster.Benchmarks.Chaos;
using AgentCluster.Benchmarks.Discovery;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Postgres;

namespace AgentCluster.Benchmarks.Approvals;

/// <summary>
/// A request and its decision, each durable, beside pgbench's insert and conditional update in the same server (A B A B): one after the
/// other, many at once, and with few and many requests waiting.
/// </summary>
internal static class DecisionRate
{
    private const int Serial = 300;
    private static readonly int[] Clients = [8, 16, 32];
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(int rounds, int pending, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var database = await ChaosDatabase.LaunchAsync(durable: true);
        var script = folder.File("pair.sql");
        await File.WriteAllTextAsync(
            script,
            """
            INSERT INTO pair (status, body, expires_at) VALUES ('pending', repeat('x', 600), now() + interval '1 hour') RETURNING id AS id \gset
            UPDATE pair SET status = 'approved' WHERE id = :id AND status = 'pending' AND expires_at > now();

            """,
            cancellationToken);
        await PostgresServer.ExecuteAsync(database.Admin, "CREATE TABLE pair (id bigserial PRIMARY KEY, status text NOT NULL, body text NOT NULL, expires_at timestamptz NOT NULL)");
        await using var pair = await DecisionPair.StartAsync(database, cancellationToken);
        var bench = new PairBench(database.Server, ChaosDatabase.Name, script, folder);
        await FileAsync(pair, 10, cancellationToken);
        await SerialAsync(pair, cancellationToken);

        var (ours, theirs, few) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(await SerialAsync(pair, cancellationToken));
            theirs.Add(await bench.MedianAsync(Serial));
        }

        few.AddRange(ours);
        CatalogBenchmark.Tell($"one after the other: median of request and decision / pgbench's pair ({theirs.Average():0.00} ms)", ours, theirs);
        (ours, theirs) = ([], []);
        for (var round = 0; round < rounds; round++)
        {
            var (best, pgbench) = (0d, 0d);
            foreach (var clients in Clients)
            {
                best = Math.Max(best, await RateAsync(pair, clients, cancellationToken));
                pgbench = Math.Max(pgbench, await bench.RateAsync(clients, Length));
            }

            ours.Add(best);
            theirs.Add(pgbench);
        }

        CatalogBenchmark.Tell($"many at once: best rate / pgbench's best ({theirs.Average():0} a second)", ours, theirs);
        await FileAsync(pair, pending - 10, cancellationToken);
        ours = [];
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(await SerialAsync(pair, cancellationToken));
        }

        CatalogBenchmark.Tell($"one after the other: with {pending} requests waiting / with 10", ours, few);
        return 0;
    }

    /// <summary>The median, in ms.</summary>
    private static async Task<double> SerialAsync(DecisionPair pair, CancellationToken cancellationToken)
    {
        var taken = new double[Serial];
        for (var i = 0; i < Serial; i++)
        {
            taken[i] = await CatalogBenchmark.TimeAsync(() => pair.RunAsync(cancellationToken));
        }

        Array.Sort(taken);
        return taken[Serial / 2];
    }

    /// <summary>Pairs a second.</summary>
    private static async Task<double> RateAsync(DecisionPair pair, int clients, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(
            async () =>
            {
                var own = 0;
                for (; clock.Elapsed < Length; own++)
                {
                    await pair.RunAsync(cancellationToken);
                }

                return own;
            },
            cancellationToken)));
        return done.Sum() / clock.Elapsed.TotalSeconds;
    }

    private static Task FileAsync(DecisionPair pair, int count, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (_, token) => await pair.FileAsync(token));

    private sealed class PairBench(ThrowAwayServer server, string database, string script, TemporaryFolder folder)
    {
        private int _runs;

        public async Task<double> MedianAsync(int transactions)
        {
            var taken = (await RunAsync("-c", "1", "-t", Text(transactions))).Order().ToArray();
            return taken[taken.Length / 2];
        }

        public async Task<double> RateAsync(int clients, TimeSpan length) =>
            (await RunAsync("-c", Text(clients), "-j", "2", "-T", Text((int)length.TotalSeconds))).Count / length.TotalSeconds;

        /// <summary>How long each transaction took, in ms; a line of the log is client, number, microseconds, ...</summary>
        private async Task<List<double>> RunAsync(params string[] arguments)
        {
            var log = folder.File(string.Create(CultureInfo.InvariantCulture, $"run{++_runs}"));
            await server.PgbenchAsync(database, script, log, arguments);
            return [.. Directory.GetFiles(folder.Path, Path.GetFileName(log) + ".*").SelectMany(File.ReadLines).Select(line => double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) / 1000)];
        }

        private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
