using AgentCluster.Approvals;
using AgentCluster.Execution;
using AgentCluster.Notifications;
using AgentCluster.Notifications.Mail;
using AgentCluster.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Grains.Tests.Tools;

/// <summary>A message through the real gate, to a server that keeps it.</summary>
public sealed class MailEffectTests(GateBench bench) : IClassFixture<GateBench>
{
    private const string Closed = "SELECT id, name FROM clients WHERE status = 'closed' ORDER BY id";

    [Fact]
    public async Task SendEmail_OnceApproved_IsSentOnce()
    {
        var filed = await bench.CallAsync("send_email", Message("once", Closed), "email-marketer");
        Assert.Empty(await EntriesAsync(filed));
        Assert.Equal(0, Received("once"));

        var decided = await bench.DecideAsync(filed);
        var sent = await Eventually.GetAsync(() => EntriesAsync(filed), entries => entries is [{ Status: OutboxStatus.Sent }]);
        await bench.Cluster.Grains.GetGrain<IActionGrain>($"local/{filed.ExecutionId}").ExecuteAsync(filed.ApprovalId!);
        await bench.Sweep.SweepAsync();
        await bench.Cluster.Services.GetRequiredService<OutboxSender>().SendDueAsync("local", default);

        Assert.Equal((ApprovalStatus.Executed, "The message to kim@example.com is on its way."), (decided.Value!.Status, decided.Value.Result));
        Assert.Equal(1, Received("once"));
        Assert.StartsWith("id,name\r\n2,Client 2\r\n", Assert.Single(sent).Mail.Csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendEmail_WithRows_ShowsThemAndWhatTheyHold()
    {
        var filed = await bench.CallAsync("send_email", Message("shown", "SELECT id, amount FROM orders ORDER BY id"));

        var approval = await bench.ApprovalAsync(filed);

        Assert.Equal("SELECT id, amount FROM orders ORDER BY id", approval.Sql);
        Assert.Equal((0L, 20, true), (approval.Preview!.RowsAffected, approval.Preview.After!.RowCount, approval.Preview.After.Truncated));
        Assert.Equal("120 rows leave with the message.", Assert.Single(approval.Preview.NotRolledBack));
        Assert.StartsWith("[[1,1.5],[2,3", approval.Preview.After.RowsJson, StringComparison.Ordinal);
        Assert.Equal((Risk.High, true), (approval.Risk, approval.Reasons.Contains("It is about money.")));
        Assert.Null(filed.Verdict);
    }

    [Fact]
    public async Task SendEmail_WhoseRowsChangedSince_IsStaleAndNothingIsSent()
    {
        var filed = await bench.CallAsync("send_email", Message("stale", "SELECT notes FROM clients WHERE id = 5"));
        bench.Change("UPDATE clients SET notes = 'secret' WHERE id = 5");

        var decided = await bench.DecideAsync(filed);

        Assert.Equal(ApprovalStatus.Stale, decided.Value!.Status);
        Assert.Contains("no longer those that were shown", decided.Value.Result, StringComparison.Ordinal);
        Assert.Empty(await EntriesAsync(filed));
        Assert.Equal(0, Received("stale"));
    }

    [Fact]
    public async Task SendEmail_DoneAgainAfterACrash_IsStillTheMessageThatIsInTheOutbox()
    {
        var filed = await bench.CallAsync("send_email", Message("again", "SELECT notes FROM clients WHERE id = 6"));
        var (key, shown) = (new ActionKey("local", filed.ExecutionId), (await bench.ApprovalAsync(filed)).Preview);
        var proposal = (await bench.Tools.PrepareAsync(ToolBench.Call("send_email", (await bench.ApprovalAsync(filed)).Arguments, id: filed.ExecutionId))).Value!;
        var effect = bench.Cluster.Services.GetServices<IActionEffect>().Single(effect => effect.Effect == ActionEffect.Mail);

        Assert.True((await effect.DoAsync(key, proposal, shown, default)).Succeeded);
        bench.Change("UPDATE clients SET notes = 'later' WHERE id = 6");
        Assert.True((await effect.DoAsync(key, proposal, shown, default)).Succeeded);

        Assert.Equal("notes\r\n\r\n", Assert.Single(await EntriesAsync(filed)).Mail.Csv);
    }

    private static object Message(string subject, string attachSql) => new { to = "kim@example.com", subject, body = "See the rows.", attachSql };

    private int Received(string subject) => bench.MailServer.Messages.Count(message => message.Contains($"Subject: {subject}\n", StringComparison.Ordinal));

    private async Task<List<OutboxEntry>> EntriesAsync(ActionOutcome filed) =>
        [.. (await bench.Outbox.ListAsync("local", default)).Where(entry => entry.Id == filed.ExecutionId)];
}
