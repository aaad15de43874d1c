using System.Globalization;
using System.Net.Http.Json;
using AgentCluster.TestKit.Slack;
using AgentCluster.TestKit.Telegram;
using Npgsql;

namespace AgentCluster.Benchmarks.Approvals;

/// <summary>One person who decides in Slack and in Telegram, over stand-ins of both.</summary>
internal sealed class Clickers : IAsyncDisposable
{
    private const string SlackUser = "U1";
    private const long TelegramUser = 5_551_234;
    private const string Secret = "0123456789abcdef0123456789abcdef";

    private readonly SlackStandIn _slack;
    private readonly TelegramStandIn _telegram;
    private Dictionary<(string Approval, string Channel), (string Token, string[] Reference)> _cards = [];

    private Clickers(SlackStandIn slack, TelegramStandIn telegram) => (_slack, _telegram) = (slack, telegram);

    /// <summary>Settings of a silo with both.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings => _slack.Settings.Concat(_telegram.Settings)
        .Append(new("AgentCluster__Telegram__SecretToken", Secret)).Append(new("AgentCluster__PublicUrl", "http://127.0.0.1"));

    public static async Task<Clickers> StartAsync() => new(await SlackStandIn.StartAsync(), await TelegramStandIn.StartAsync());

    /// <summary>Makes the person an approver.</summary>
    public static async Task AdmitAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var maria = new
        {
            id = "maria",
            name = "Maria",
            roles = new[] { "approver" },
            channels = new[] { new { channel = "slack", user = SlackUser }, new { channel = "telegram", user = TelegramUser.ToString(CultureInfo.InvariantCulture) } },
        };
        using var answer = await http.PutAsJsonAsync("/v1/approvers", new { items = new[] { maria } }, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Reads which messages stand for which requests; how many of those wanted are shown in both.</summary>
    public async Task<int> LookAsync(string platform, IReadOnlyCollection<FiledRequest> wanted)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(platform) { Pooling = false });
        await using var command = source.CreateCommand("SELECT subject, channel, token, reference FROM agentcluster.notification_card WHERE reference IS NOT NULL");
        await using var rows = await command.ExecuteReaderAsync();
        var cards = new Dictionary<(string, string), (string, string[])>();
        while (await rows.ReadAsync())
        {
            cards.TryAdd((rows.GetString(0), rows.GetString(1)), (rows.GetString(2), rows.GetString(3).Split(':')));
        }

        _cards = cards;
        return wanted.Count(request => cards.ContainsKey((request.Id, "slack")) && cards.ContainsKey((request.Id, "telegram")));
    }

    /// <summary>A click in Slack or Telegram, on a message that is there; nobody tells what came of it.</summary>
    public async Task ClickAsync(HttpClient gateway, string channel, FiledRequest request, bool approve)
    {
        if (!_cards.TryGetValue((request.Id, channel), out var card))
        {
            return;
        }

        try
        {
            Task<int> sent = channel == "slack"
                ? SlackClicker.Sign(SlackClicker.Body(_slack.ResponseUrl, (card.Reference[0], card.Reference[1]), SlackUser, approve ? "approve" : "reject", card.Token)).SendAsync(gateway)
                : TelegramStandIn.DeliverAsync(
                    gateway, _telegram.Update((card.Reference[0], int.Parse(card.Reference[1], CultureInfo.InvariantCulture)), TelegramUser, (approve ? "a:" : "r:") + card.Token), Secret);
            await sent;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException)
        {
            // Lost with the process that had it.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _slack.DisposeAsync();
        await _telegram.DisposeAsync();
    }
}
