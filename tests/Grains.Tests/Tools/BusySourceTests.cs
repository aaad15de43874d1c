using AgentCluster.Approvals;
using AgentCluster.Execution;
using AgentCluster.Storage;

namespace AgentCluster.Grains.Tests.Tools;

/// <summary>What was approved while its source is held by somebody else, or away: it ends, says that nothing was changed, and can be asked again.</summary>
public sealed class BusySourceTests(GateBench bench) : IClassFixture<GateBench>
{
    [Fact]
    public async Task Approve_WhileSomebodyElseHoldsTheSource_FailsUnchangedAndMayBeAskedAgain()
    {
        var filed = await ProposeAsync(1);
        using (var other = GateBench.Open(bench.Cluster.Source))
        {
            other.Execute("BEGIN IMMEDIATE");
            AssertNothingWasChanged(await bench.DecideAsync(filed), 1);
        }

        await AssertCanBeAskedAgainAsync(filed, "sourceBusy", 1);
    }

    [Fact]
    public async Task Approve_WhileTheSourceIsAway_FailsUnchangedAndMayBeAskedAgain()
    {
        var filed = await ProposeAsync(2);
        var away = $"{bench.Cluster.Source}.away";
        File.Move(bench.Cluster.Source, away);
        try
        {
            AssertTold(await bench.DecideAsync(filed));
        }
        finally
        {
            File.Move(away, bench.Cluster.Source);
        }

        Assert.Null(NoteOf(2));
        await AssertCanBeAskedAgainAsync(filed, "sourceUnavailable", 2);
    }

    private void AssertNothingWasChanged(Outcome<Approval> decided, int id)
    {
        AssertTold(decided);
        Assert.Null(NoteOf(id));
    }

    private static void AssertTold(Outcome<Approval> decided)
    {
        Assert.Equal(ApprovalStatus.Failed, decided.Value?.Status);
        Assert.StartsWith("It could not be done at that time; nothing was changed, and it may be asked again.", decided.Value!.Result, StringComparison.Ordinal);
    }

    /// <summary>The sweep does not do late what nobody expects any more; a new request does it.</summary>
    private async Task AssertCanBeAskedAgainAsync(ActionOutcome filed, string code, int id)
    {
        await bench.Sweep.SweepAsync();
        var ended = (await bench.Cluster.Grains.GetGrain<IExecutionsGrain>("local").GetAsync(filed.ExecutionId)).Value!;
        Assert.Equal((ExecutionStatus.Failed, code, ProblemKind.Unavailable), (ended.Status, ended.Error!.Code, ended.Error.Kind));
        Assert.Null(NoteOf(id));

        Assert.Equal(ApprovalStatus.Executed, (await bench.DecideAsync(await ProposeAsync(id))).Value?.Status);
        Assert.Equal("seen", NoteOf(id));
    }

    private Task<ActionOutcome> ProposeAsync(int id) => bench.CallAsync("execute_sql", new { sql = $"UPDATE clients SET notes = 'seen' WHERE id = {id}" });

    private string? NoteOf(int id) => bench.Scalar($"SELECT notes FROM clients WHERE id = {id}") as string;
}
