using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using AgentCluster.Approvals;
using AgentCluster.Grains.Tests.Notifications.Callbacks;
using AgentCluster.Notifications;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Telegram;
using CsCheck;

namespace AgentCluster.Grains.Tests.Notifications.Telegram;

public sealed class TelegramUpdatesTests : IAsyncLifetime
{
    private const string Token = "AAAAAAAAAAAAAAAAAAAAAA";
    private static readonly (string Chat, int Message) Message = (TelegramStandIn.Chat, 5);

    private readonly TestPlatform _platform = new();
    private TelegramStandIn? _telegram;
    private TelegramBot? _bot;

    private TelegramStandIn Telegram => _telegram!;

    private TelegramBot Bot => _bot!;

    public async Task InitializeAsync()
    {
        _telegram = await TelegramStandIn.StartAsync();
        _bot = new(_telegram, _platform.Database, webhook: true);
        await _platform.Database.AddCardAsync("local", Token, "telegram", $"{Message.Chat}:{Message.Message}");
    }

    public async Task DisposeAsync()
    {
        Bot.Dispose();
        await Telegram.DisposeAsync();
        await _platform.DisposeAsync();
    }

    [Theory]
    [InlineData("a:", Decision.Approve, "Approved.")]
    [InlineData("r:", Decision.Reject, "Rejected.")]
    public async Task Receive_Click_DecidesAndAnswersIt(string button, Decision decision, string answer)
    {
        var result = await ReceiveAsync(Telegram.Update(Message, 17, button + Token));

        Assert.Equal(CallbackResult.Taken, result);
        var (id, request) = Assert.Single(Bot.Approvals.Decided);
        Assert.Equal(("a1", decision, "h1", "17", "telegram"), (id, request.Decision, request.Hash, request.By, request.Channel));
        Assert.Equal([answer], Telegram.Answers);
    }

    [Fact]
    public async Task Receive_ClickOnAMessageThatWasBroughtToMind_Decides()
    {
        const string Reminded = "CCCCCCCCCCCCCCCCCCCCCC";
        await _platform.Database.AddCardAsync("local", Reminded, "telegram", $"{Message.Chat}:{Message.Message}:r2");

        await ReceiveAsync(Telegram.Update(Message, 17, $"a:{Reminded}"));

        Assert.Single(Bot.Approvals.Decided);
    }

    [Fact]
    public async Task Receive_TenThousandRedeliveries_HaveOneEffect()
    {
        var update = Telegram.Update(Message, 17, $"a:{Token}");
        for (var batch = 0; batch < 100; batch++)
        {
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ReceiveAsync(update))), result => Assert.Equal(CallbackResult.Taken, result));
        }

        Assert.Single(Bot.Approvals.Decided);
    }

    [Fact]
    public async Task Receive_RedeliveryAfterAFault_IsDealtWith()
    {
        var update = Telegram.Update(Message, 17, $"a:{Token}");
        Bot.Approvals.Faults.Enqueue(new AgentClusterException("away", isTransient: true));

        await Assert.ThrowsAsync<AgentClusterException>(() => ReceiveAsync(update));
        var again = await ReceiveAsync(update);

        Assert.Equal(CallbackResult.Taken, again);
        Assert.Single(Bot.Approvals.Decided);
    }

    [Fact]
    public async Task Receive_AnswerThatFails_LetsTheDecisionStand()
    {
        Telegram.Failures.Enqueue((400, "Bad Request: query is too old and response timeout expired or query ID is invalid"));

        var result = await ReceiveAsync(Telegram.Update(Message, 17, $"a:{Token}"));

        Assert.Equal(CallbackResult.Taken, result);
        Assert.Single(Bot.Approvals.Decided);
    }

    [Fact]
    public async Task Receive_DecisionThatDoesNotCount_IsToldToWhoClicked()
    {
        Bot.Approvals.Refusal = Problem.Forbidden("unknownApprover", new string('x', 300));

        await ReceiveAsync(Telegram.Update(Message, 17, $"a:{Token}"));

        Assert.Equal(new string('x', 199) + "…", Assert.Single(Telegram.Answers));
    }

    [Theory]
    [InlineData(TelegramStandIn.Chat, 6, "a:" + Token)]
    [InlineData("-1009", 5, "a:" + Token)]
    [InlineData(TelegramStandIn.Chat, 5, "a:BBBBBBBBBBBBBBBBBBBBBB")]
    [InlineData(TelegramStandIn.Chat, 5, "drop")]
    public async Task Receive_AnotherMessageOrButton_DecidesNothing(string chat, int message, string data)
    {
        var result = await ReceiveAsync(Telegram.Update((chat, message), 17, data));

        Assert.Equal(CallbackResult.Taken, result);
        Assert.Empty(Bot.Approvals.Decided);
        Assert.Contains("nothing was decided", Assert.Single(Telegram.Answers), StringComparison.Ordinal);
    }

    [Fact]
    public void Receive_TenThousandWithoutTheSecret_NoneIsTaken()
    {
        var update = Telegram.Update(Message, 17, $"a:{Token}");
        Gen.OneOf(
            Gen.String, Gen.Const(TelegramBot.Secret.ToUpperInvariant()), Gen.Char.Select(c => TelegramBot.Secret + c),
            Gen.Int[0, TelegramBot.Secret.Length - 1].Select(length => TelegramBot.Secret[..length])).Sample(
            secret => Assert.Equal(CallbackResult.Refused, ReceiveAsync(update, secret).GetAwaiter().GetResult()), iter: 10_000);
        Assert.Empty(Bot.Approvals.Decided);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"update_id\":\"x\"}")]
    public async Task Receive_BodyThatIsNoUpdate_IsMalformed(string body) => Assert.Equal(
        CallbackResult.Malformed, await Bot.Callbacks.ReceiveAsync(Callback(Encoding.UTF8.GetBytes(body), TelegramBot.Secret), default));

    [Fact]
    public async Task Receive_WhereUpdatesAreFetched_IsNotConfigured()
    {
        using var polling = new TelegramBot(Telegram, _platform.Database);

        Assert.Equal(CallbackResult.NotConfigured, await polling.Callbacks.ReceiveAsync(Callback([], ""), default));
    }

    private Task<CallbackResult> ReceiveAsync(JsonObject update, string secret = TelegramBot.Secret) =>
        Bot.Callbacks.ReceiveAsync(Callback(Encoding.UTF8.GetBytes(update.ToJsonString()), secret), default);

    private static Callback Callback(byte[] body, string secret) => new()
    {
        Operation = "o", Headers = ImmutableDictionary<string, string>.Empty.Add("x-telegram-bot-api-secret-token", secret), Body = [.. body],
    };
}
