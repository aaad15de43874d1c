using AgentCluster.Execution;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Postgres;
using AgentCluster.TestKit.Sql;
using Xunit.Abstractions;

namespace AgentCluster.Grains.Tests.Execution;

/// <summary>What changes only how a statement looks, or hides it in another, never makes its verdict milder.</summary>
[Trait("Category", "PostgresSource")]
public sealed class PostgresMutationTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>How many statements are mutated; where AGENTCLUSTER_TEST_MUTATIONS is set, that many.</summary>
    private static readonly int Statements = int.TryParse(Environment.GetEnvironmentVariable("AGENTCLUSTER_TEST_MUTATIONS"), out var statements) ? statements : 3000;

    private PostgresBench _bench = null!;

    public async Task InitializeAsync() => _bench = await PostgresBench.CreateAsync();

    public Task DisposeAsync() => _bench.DisposeAsync().AsTask();

    [Fact]
    public async Task Inspect_Mutated_IsNeverMilder()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        var parents = PostgresBench.Corpus.Concat(SqlCorpus.Attacks(SourceProvider.Postgres)).ToList();
        parents.AddRange(await PostgresCorpus.HideAsync(_bench.AdminConnectionString, parents));
        var before = await _bench.FingerprintAsync();

        var report = await MutationRun.RunAsync(SourceProvider.Postgres, parents, Statements, new Random(seed), _bench.InspectAsync);

        Assert.True(report.Faults.Length == 0, $"Seed {seed}\n{report.Faults}");
        Assert.Equal(before, await _bench.FingerprintAsync());
    }

    [Fact]
    public async Task Inspect_HiddenInAView_IsNeverMilder()
    {
        var views = await PostgresCorpus.HideAsync(_bench.AdminConnectionString, PostgresBench.Corpus.Concat(SqlCorpus.Attacks(SourceProvider.Postgres)));

        foreach (var (verdict, sql) in views)
        {
            Assert.True((await _bench.InspectAsync(sql)).Verdict >= verdict, sql);
        }

        Assert.InRange(views.Count, 50, 1000);
    }
}
