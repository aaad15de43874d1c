using AgentCluster.Execution;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Sql;
using Xunit.Abstractions;

namespace AgentCluster.Grains.Tests.Execution;

/// <summary>What changes only how a statement looks, or hides it in another, never makes its verdict milder.</summary>
public sealed class VerdictMutationTests(ITestOutputHelper output) : IDisposable
{
    private const int Statements = 5000;

    private readonly ExecutionBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Inspect_Mutated_IsNeverMilder()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        var parents = SqlCorpus.Rows.Concat(SqlCorpus.Attacks(SourceProvider.Sqlite));
        var before = _bench.SourceHash();

        var report = await MutationRun.RunAsync(SourceProvider.Sqlite, parents, Statements, new Random(seed), _bench.InspectAsync);

        Assert.True(report.Faults.Length == 0, $"Seed {seed}\n{report.Faults}");
        Assert.Equal(before, _bench.SourceHash());
    }
}
