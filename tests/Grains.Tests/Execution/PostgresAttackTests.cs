using System.Text;
using AgentCluster.Execution;
using AgentCluster.TestKit;

namespace AgentCluster.Grains.Tests.Execution;

/// <summary>Statements thought out against the PostgreSQL inspector.</summary>
[Trait("Category", "PostgresSource")]
public sealed class PostgresAttackTests : IAsyncLifetime
{
    private PostgresBench _bench = null!;

    public async Task InitializeAsync() => _bench = await PostgresBench.CreateAsync();

    public Task DisposeAsync() => _bench.DisposeAsync().AsTask();

    [Fact]
    public async Task Inspect_Attack_IsNeverMilderThanExpected_AndEverydayReadsAreReads()
    {
        var differences = new StringBuilder();
        foreach (var (expected, sql) in SqlCorpus.Attacks(SourceProvider.Postgres))
        {
            // What another version of the server, or one with fewer extensions, does not know is refused.
            var found = await _bench.InspectAsync(sql);
            if (found.Verdict != expected && !(found.Verdict == Verdict.Forbidden && found.Reasons.Any(reason => reason.Contains("does not exist", StringComparison.Ordinal))))
            {
                differences.AppendLine($"{expected} but {found.Verdict}: {sql} ({string.Join(" ", found.Reasons)})");
            }
        }

        Assert.Equal("", differences.ToString());
    }

    [Fact]
    public async Task Inspect_WithQueriesThatDouble_AreJudgedInTime()
    {
        var doubling = string.Concat(Enumerable.Range(1, 31).Select(i => $", a{i} AS (SELECT 1 AS x FROM a{i - 1} l, a{i - 1} r)"));

        var found = await _bench.InspectAsync($"WITH a0 AS (SELECT 1 AS x){doubling} DELETE FROM orders WHERE id IN (SELECT x FROM a31)").WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Verdict.Dangerous, found.Verdict);
    }
}
