using System.Net.Http.Json;
using System.Text.Json;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Slack;
using Xunit.Abstractions;

namespace AgentCluster.Silo.Tests.Program;

/// <summary>What waits for a decision is shown in Slack, decided there by who may, and rewritten: over the wire formats of Slack, through the program itself.</summary>
public sealed class SlackTests(ITestOutputHelper output) : IAsyncLifetime
{
    // A message is there at once, unless its hint was lost: then the next tick brings it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _folder = new();
    private SlackStandIn? _slack;
    private SiloProcess? _silo;

    private SlackStandIn Slack => _slack!;

    private HttpClient Http => _silo!.Http;

    public async Task InitializeAsync()
    {
        _slack = await SlackStandIn.StartAsync();
        _silo = await StartAsync();
        using var approvers = await Http.PutAsJsonAsync("/v1/approvers", new
        {
            items = new[] { new { id = "maria", name = "Maria", roles = new[] { "approver" }, channels = new[] { new { channel = "slack", user = "U1" } } } },
        });
        Assert.True(approvers.IsSuccessStatusCode, await approvers.Content.ReadAsStringAsync());
    }

    public async Task DisposeAsync()
    {
        output.WriteLine(_silo!.Output);
        await _silo.DisposeAsync();
        await Slack.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Click_OfAnApprover_DecidesOnceAndTheMessageFollows()
    {
        var (approval, message) = await ProposeAsync(1);

        var stranger = await Slack.Click(message, "U9", "approve").SendAsync(Http);
        var refused = await Eventually.GetAsync(() => Task.FromResult(Slack.Told.ToList()), told => told.Count == 1);
        var click = Slack.Click(message, "U1", "approve");
        var clicked = await click.SendAsync(Http);
        var replayed = await click.SendAsync(Http);

        Assert.Equal((200, 200, 401), (stranger, clicked, replayed));
        Assert.NotEmpty(refused[0]);
        var executed = await Eventually.GetAsync(() => Http.ReadAsync($"/v1/approvals/{approval}"), found => found.Text("status") == "executed");
        var decision = Assert.Single(executed.GetProperty("decisions").EnumerateArray());
        Assert.Equal(("maria", "slack", "approve"), (decision.Text("by"), decision.Text("channel"), decision.Text("decision")));
        var last = await MessageAsync(message, text => text.Contains("1 row", StringComparison.Ordinal) && !text.Contains("\"actions\"", StringComparison.Ordinal));
        Assert.Contains("Maria", last, StringComparison.OrdinalIgnoreCase);
        Assert.Single(Slack.Messages.Keys, key => key.Channel == SlackStandIn.Channel);
    }

    [Fact]
    public async Task Click_AfterAFullStop_DecidesOverWhatWasShownBefore()
    {
        var (approval, message) = await ProposeAsync(2);
        await _silo!.KillAsync();
        await _silo.DisposeAsync();
        _silo = await StartAsync();

        var clicked = await Slack.Click(message, "U1", "reject").SendAsync(Http);

        Assert.Equal(200, clicked);
        Assert.Equal("rejected", (await Http.ReadAsync($"/v1/approvals/{approval}")).Text("status"));
        await MessageAsync(message, text => !text.Contains("\"actions\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Click_TwentyAtOnceOfTwoKinds_IsOneDecision()
    {
        var (approval, message) = await ProposeAsync(3);

        var codes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Slack.Click(message, "U1", i % 2 == 0 ? "approve" : "reject").SendAsync(Http)));

        Assert.All(codes, code => Assert.Equal(200, code));
        var ended = await Eventually.GetAsync(() => Http.ReadAsync($"/v1/approvals/{approval}"), found => found.Text("status") is "executed" or "rejected");
        Assert.Single(ended.GetProperty("decisions").EnumerateArray());
    }

    [Fact]
    public async Task Post_HundredsOfForgedOrLateClicks_DecideNothing()
    {
        var (approval, message) = await ProposeAsync(4);
        var genuine = Slack.Click(message, "U1", "approve");
        var now = TimeProvider.System.GetUtcNow();
        var spoiled = Enumerable.Range(0, 100).SelectMany(i => new[]
        {
            SlackClicker.Sign(genuine.Body, now, secret: $"secret {i}"),
            SlackClicker.Sign(genuine.Body, now.AddSeconds(-320 - i)),
            genuine with { Body = genuine.Body[..^(i + 1)] },
            genuine with { Body = genuine.Body + new string('&', i + 1) },
        });

        foreach (var batch in spoiled.Chunk(20))
        {
            Assert.All(await Task.WhenAll(batch.Select(request => request.SendAsync(Http))), code => Assert.Equal(401, code));
        }

        Assert.Equal("pending", (await Http.ReadAsync($"/v1/approvals/{approval}")).Text("status"));
        Assert.Equal(200, await genuine.SendAsync(Http));
    }

    private Task<SiloProcess> StartAsync() => SiloProcess.StartAsync(_folder.File("data"), Slack.Settings);

    private async Task<(string Approval, (string, string) Message)> ProposeAsync(int client)
    {
        var before = Slack.Messages.Keys.ToHashSet();
        var action = await Http.InvokeAsync("execute_sql", new { sql = $"UPDATE clients SET website = 'new' WHERE id = {client}" });
        var approval = (await Http.ApprovalAsync(action)).Text("id")!;

        var shown = await Eventually.GetAsync(
            () => Task.FromResult(Slack.Messages.Keys.Except(before).Where(key => key.Channel == SlackStandIn.Channel).ToList()), shown => shown.Count == 1, Patience);
        await CardRows.WrittenDownAsync(_folder.File("data"), $"{shown[0].Channel}:{shown[0].Timestamp}");
        return (approval, shown[0]);
    }

    private async Task<string> MessageAsync((string, string) message, Func<string, bool> fits) =>
        await Eventually.GetAsync(() => Task.FromResult(Slack.Messages[message].ToJsonString()), fits, Patience);
}
