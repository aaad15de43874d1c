using System.Diagnostics;
using AgentCluster.Execution;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Postgres;
using AgentCluster.TestKit.Sql;

namespace AgentCluster.Benchmarks.Inspection;

/// <summary>
/// Mutated statements through both inspectors, none of which may get a milder verdict, crash or hang; an inspection beside the engine's
/// own preparation of the same statement in the same run (A B A B); and a verdict that is remembered.
/// </summary>
internal static class InspectBenchmark
{
    private const int CachedCalls = 100_000;

    /// <summary>Rounds that do not count: until then the runtime has not compiled our side as it runs in a process that is not new.</summary>
    private const int WarmUp = 40;
    private const string CachedRead = "SELECT name FROM clients WHERE id = 1";

    public static async Task<int> RunAsync(int statements, int seed, int rounds, CancellationToken cancellationToken)
    {
        var faults = await RunAsync(await InspectionSubject.SqliteAsync(), SqlCorpus.Rows, statements, seed, rounds, cancellationToken);
        await PostgresCorpus.ServerAsync();
        return faults + await RunAsync(await InspectionSubject.PostgresAsync(), [.. SqlCorpus.PostgresRows.Where(row => PostgresCorpus.Knows(row.Sql))], statements, seed, rounds, cancellationToken) == 0 ? 0 : 1;
    }

    private static async Task<int> RunAsync(
        InspectionSubject subject, IReadOnlyList<(Verdict Verdict, string Sql)> corpus, int statements, int seed, int rounds, CancellationToken cancellationToken)
    {
        await using (subject)
        {
            await CompareAsync(subject, corpus, rounds, cancellationToken);
            await CachedAsync(subject);
            var parents = corpus.Concat(SqlCorpus.Attacks(subject.Engine)).ToList();
            parents.AddRange(await subject.HideAsync(parents));
            var report = await MutationRun.RunAsync(subject.Engine, parents, statements, new Random(seed), subject.InspectAsync);
            Console.WriteLine($"{subject.Engine}: {report.Statements} mutated statements (seed {seed}): {report.Milder.Length} milder, {report.Crashes.Length} crashes, {report.Hangs.Length} hangs");
            Console.Write(report.Faults.Length == 0 ? "" : report.Faults + "\n");
            return report.Milder.Length + report.Crashes.Length + report.Hangs.Length;
        }
    }

    private static async Task CompareAsync(InspectionSubject subject, IReadOnlyList<(Verdict Verdict, string Sql)> corpus, int rounds, CancellationToken cancellationToken)
    {
        var (queries, others) = (new List<string>(), new List<string>());
        foreach (var (_, sql) in corpus.Where(row => StatementBytes.Fault(row.Sql) is null))
        {
            if (await subject.TryPrepareAsync(sql, cancellationToken) is not null)
            {
                // What defines or maintains something is no more than words to the engine's preparation, and waits for a human anyway.
                ((await subject.InspectAsync(sql)).Kind is "select" or "insert" or "update" or "delete" or "merge" or "explain" ? queries : others).Add(sql);
            }
        }

        await CompareAsync(subject, "queries and changes", queries, rounds, cancellationToken);
        await CompareAsync(subject, "other statements", others, rounds, cancellationToken);
    }

    private static async Task CompareAsync(InspectionSubject subject, string what, List<string> prepared, int rounds, CancellationToken cancellationToken)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = -WarmUp; round < rounds; round++)
        {
            var (inspecting, preparing) = (TimeSpan.Zero, TimeSpan.Zero);
            foreach (var sql in prepared)
            {
                var started = Stopwatch.GetTimestamp();
                await subject.InspectAsync(sql);
                inspecting += Stopwatch.GetElapsedTime(started);
                preparing += await subject.TryPrepareAsync(sql, cancellationToken) ?? TimeSpan.Zero;
            }

            if (round >= 0)
            {
                ours.Add(inspecting.TotalMilliseconds);
                theirs.Add(preparing.TotalMilliseconds);
            }
        }

        Discovery.CatalogBenchmark.Tell($"{subject.Engine}: inspection / bare preparation of {prepared.Count} {what} ({theirs.Average() / prepared.Count * 1000:0} us each)", ours, theirs);
    }

    private static async Task CachedAsync(InspectionSubject subject)
    {
        var taken = new double[CachedCalls];
        for (var i = 0; i < CachedCalls; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await subject.InspectCachedAsync(CachedRead);
            taken[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        }

        Array.Sort(taken);
        Console.WriteLine($"{subject.Engine}: remembered verdict: median {taken[CachedCalls / 2]:0.0} us, p99 {taken[CachedCalls * 99 / 100]:0.0} us");
    }
}
