using AgentCluster.TestKit;

namespace AgentCluster.Silo.Tests.Program;

public sealed class ApprovalsCommandTests(RunningSilo running) : IClassFixture<RunningSilo>
{
    [Fact]
    public async Task Approve_ByTheHashOfTheCard_DoesItOnce()
    {
        var (id, hash) = await RequestAsync("Set the priority of ticket 12 to high");

        var listed = await RunAsync("list");
        var shown = await RunAsync("show", id);
        var other = await RunAsync("approve", id, "--hash", new string('0', 64));
        var approved = await RunAsync("approve", id, "--hash", hash);
        var again = await RunAsync("approve", id, "--hash", hash);

        Assert.Contains(id, listed.Output, StringComparison.Ordinal);
        Assert.Contains("priority: \"", shown.Output, StringComparison.Ordinal);
        Assert.Contains("It can be undone.", shown.Output, StringComparison.Ordinal);
        Assert.Equal((1, 0, 1), (other.ExitCode, approved.ExitCode, again.ExitCode));
        Assert.Contains($"Request {id}: executed", approved.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(id, (await RunAsync("list")).Output, StringComparison.Ordinal);
        Assert.Contains(id, (await RunAsync("list", "--all")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reject_WithAReason_EndsItAndTheQuestion()
    {
        var (id, hash) = await RequestAsync("Set the priority of ticket 13 to low");

        var rejected = await RunAsync("reject", id, "--hash", hash, "--reason", "not today");

        Assert.Equal(0, rejected.ExitCode);
        Assert.Contains("rejected", rejected.Output, StringComparison.Ordinal);
        var approval = await running.Silo.Http.ReadAsync($"/v1/approvals/{id}");
        Assert.Equal("rejected", (await running.Silo.Http.ReadAsync($"/v1/interactions/{approval.Text("interactionId")}?waitSeconds=30")).Text("status"));
    }

    [Fact]
    public async Task Renew_WhatWasDecided_SaysThatItCannotBe()
    {
        var (id, hash) = await RequestAsync("Set the priority of ticket 14 to low");
        await RunAsync("reject", id, "--hash", hash);

        var renewed = await RunAsync("renew", id);

        Assert.Equal(1, renewed.ExitCode);
        Assert.Contains("Only what has expired or is stale can be renewed; this is rejected.", renewed.Output, StringComparison.Ordinal);
        Assert.Contains(id, (await RunAsync("list", "--status", "rejected")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_UnknownId_SaysSo()
    {
        var (exitCode, output) = await RunAsync("show", "nobody");

        Assert.Equal(1, exitCode);
        Assert.Contains("There is no approval of this id.", output, StringComparison.Ordinal);
    }

    private async Task<(string Id, string Hash)> RequestAsync(string question)
    {
        var answer = await running.Silo.Http.AskAsync(question);
        Assert.Equal("awaitingApproval", answer.Text("status"));
        var approval = await running.Silo.Http.ReadAsync($"/v1/approvals/{answer.Text("approvalId")}");
        return (approval.Text("id")!, approval.Text("hash")!);
    }

    private Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => SiloProcess.RunAsync(["--data", running.Data, "approvals", .. arguments]);
}
