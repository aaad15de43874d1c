using System.Net.Http.Json;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Telegram;
using Xunit.Abstractions;

namespace AgentCluster.Silo.Tests.Program;

/// <summary>What waits for a decision is shown in Telegram and decided there: by updates that the program fetches, and by those that it is sent.</summary>
public sealed class TelegramTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Secret = "0123456789abcdef";

    // A message is there at once, unless its hint was lost: then the next tick brings it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _folder = new();
    private TelegramStandIn? _telegram;
    private SiloProcess? _silo;

    private TelegramStandIn Telegram => _telegram!;

    private HttpClient Http => _silo!.Http;

    public async Task InitializeAsync() => _telegram = await TelegramStandIn.StartAsync();

    public async Task DisposeAsync()
    {
        output.WriteLine(_silo!.Output);
        await _silo.DisposeAsync();
        await Telegram.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Click_Fetched_DecidesOnceAlsoOneFromAStop()
    {
        await StartAsync(Telegram.Settings);
        var (first, shown) = await ProposeAsync(1);
        Telegram.Click(shown, 5_551_234, 0);

        await EndsAsync(first, "executed");
        await SaysAsync(shown, "1 row");
        Assert.Contains("Approved.", Telegram.Answers);

        var (second, waiting) = await ProposeAsync(2);
        await _silo!.KillAsync();
        Telegram.Click(waiting, 5_551_234, 1);
        await _silo.DisposeAsync();
        _silo = await SiloProcess.StartAsync(_folder.File("data"), Telegram.Settings);

        await EndsAsync(second, "rejected");
    }

    [Fact]
    public async Task Click_SentToTheWebhook_NeedsTheSecretAndCountsOnce()
    {
        await StartAsync(new(Telegram.Settings) { ["AgentCluster__Telegram__SecretToken"] = Secret, ["AgentCluster__PublicUrl"] = "http://127.0.0.1" });
        var webhook = await Eventually.GetAsync(() => Task.FromResult(Telegram.Webhook), found => found is not null, Patience);
        Assert.Equal(("http://127.0.0.1/callbacks/telegram", Secret), webhook);
        var (approval, shown) = await ProposeAsync(3);
        var stranger = Telegram.Click(shown, 99, 0);
        var click = Telegram.Click(shown, 5_551_234, 0);

        var forged = await Task.WhenAll(new[] { null, "", "0123456789abcdeF", Secret + "x", Secret[..^1] }.Select(secret => TelegramStandIn.DeliverAsync(Http, click, secret)));
        var refused = await TelegramStandIn.DeliverAsync(Http, stranger, Secret);
        var delivered = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TelegramStandIn.DeliverAsync(Http, click, Secret)));

        Assert.All(forged, code => Assert.Equal(401, code));
        Assert.Equal(200, refused);
        Assert.All(delivered, code => Assert.Equal(200, code));
        var ended = await EndsAsync(approval, "executed");
        Assert.Equal(("maria", "telegram"), (Assert.Single(ended.GetProperty("decisions").EnumerateArray()).Text("by"), ended.GetProperty("decisions")[0].Text("channel")));
    }

    private async Task StartAsync(Dictionary<string, string> settings)
    {
        _silo = await SiloProcess.StartAsync(_folder.File("data"), settings);
        using var approvers = await Http.PutAsJsonAsync("/v1/approvers", new
        {
            items = new[] { new { id = "maria", name = "Maria", roles = new[] { "approver" }, channels = new[] { new { channel = "telegram", user = "5551234" } } } },
        });
        Assert.True(approvers.IsSuccessStatusCode, await approvers.Content.ReadAsStringAsync());
    }

    private async Task<(string Approval, (string, int) Message)> ProposeAsync(int client)
    {
        var before = Telegram.Messages.Keys.ToHashSet();
        var action = await Http.InvokeAsync("execute_sql", new { sql = $"UPDATE clients SET website = 'new' WHERE id = {client}" });
        var approval = (await Http.ApprovalAsync(action)).Text("id")!;
        var shown = await Eventually.GetAsync(
            () => Task.FromResult(Telegram.Messages.Keys.Except(before).Where(key => key.Chat == TelegramStandIn.Chat).ToList()), shown => shown.Count == 1, Patience);
        await CardRows.WrittenDownAsync(_folder.File("data"), $"{shown[0].Chat}:{shown[0].Message}");
        return (approval, shown[0]);
    }

    private Task<System.Text.Json.JsonElement> EndsAsync(string approval, string status) =>
        Eventually.GetAsync(() => Http.ReadAsync($"/v1/approvals/{approval}"), found => found.Text("status") == status, Patience);

    private Task<string> SaysAsync((string, int) message, string text) => Eventually.GetAsync(
        () => Task.FromResult((string)Telegram.Messages[message]["text"]!), shown => shown.Contains(text, StringComparison.Ordinal) && Telegram.Messages[message]["reply_markup"] is null, Patience);
}
