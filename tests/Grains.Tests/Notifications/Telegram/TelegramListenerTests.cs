using AgentCluster.Grains.Tests.Notifications.Callbacks;
using AgentCluster.Notifications.Telegram;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Telegram;

namespace AgentCluster.Grains.Tests.Notifications.Telegram;

public sealed class TelegramListenerTests : IAsyncLifetime
{
    private const string Token = "AAAAAAAAAAAAAAAAAAAAAA";
    private static readonly (string Chat, int Message) Message = (TelegramStandIn.Chat, 5);

    private readonly TestPlatform _platform = new();
    private TelegramStandIn? _telegram;

    private TelegramStandIn Telegram => _telegram!;

    public async Task InitializeAsync()
    {
        _telegram = await TelegramStandIn.StartAsync();
        await _platform.Database.AddCardAsync("local", Token, "telegram", $"{Message.Chat}:{Message.Message}");
    }

    public async Task DisposeAsync()
    {
        await Telegram.DisposeAsync();
        await _platform.DisposeAsync();
    }

    [Fact]
    public async Task Run_WithoutPublicAddress_FetchesEachUpdateOnceAlsoAcrossARestart()
    {
        using var first = new TelegramBot(Telegram, _platform.Database);
        using var second = new TelegramBot(Telegram, _platform.Database);
        Telegram.Update(Message, 17, $"a:{Token}");
        await ListenAsync(first, () => first.Approvals.Decided.Count == 1 && Telegram.Pending.Count == 0);

        Telegram.Update(Message, 18, $"r:{Token}");
        await ListenAsync(second, () => second.Approvals.Decided.Count == 1 && Telegram.Pending.Count == 0);

        Assert.Equal("17", Assert.Single(first.Approvals.Decided).Request.By);
        Assert.Equal("18", Assert.Single(second.Approvals.Decided).Request.By);
    }

    [Fact]
    public async Task Run_UpdatesNumberedAnewAfterAQuietWeek_AreDealtWith()
    {
        using var first = new TelegramBot(Telegram, _platform.Database);
        using var second = new TelegramBot(Telegram, _platform.Database);
        Telegram.Update(Message, 17, $"a:{Token}");
        await ListenAsync(first, () => first.Approvals.Decided.Count == 1 && Telegram.Pending.Count == 0);

        Telegram.NumberAnew();
        Telegram.Update(Message, 18, $"a:{Token}");
        await ListenAsync(second, () => Telegram.Pending.Count == 0);

        Assert.Equal("18", Assert.Single(second.Approvals.Decided).Request.By);
    }

    [Theory]
    [InlineData(23, 102)]
    [InlineData(24, 0)]
    public void Offset_WithoutUpdates_IsForgottenAfterADay(int hours, int next)
    {
        var start = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

        var offset = new TelegramOffset(0, start.AddDays(-2)).After(101, start);

        Assert.Equal(102, offset.Next);
        Assert.Equal(next, offset.After(null, start.AddHours(1)).After(null, start.AddHours(hours)).Next);
    }

    [Fact]
    public async Task Run_UpdateDealtWithBeforeACrash_IsNotDealtWithAgain()
    {
        using var bot = new TelegramBot(Telegram, _platform.Database);
        var seen = (int)Telegram.Update(Message, 17, $"a:{Token}")["update_id"]!;
        await bot.Seen.ClaimAsync("local", "telegram", $"4711:{seen}", "before", default);
        Telegram.Update(Message, 18, $"a:{Token}");

        await ListenAsync(bot, () => Telegram.Pending.Count == 0);

        Assert.Equal("18", Assert.Single(bot.Approvals.Decided).Request.By);
    }

    [Fact]
    public async Task Run_UpdateThatCannotBeDealtWith_HoldsNothingUp()
    {
        using var bot = new TelegramBot(Telegram, _platform.Database);
        bot.Approvals.Faults.Enqueue(new InvalidOperationException("poison"));
        Telegram.Update(Message, 17, $"a:{Token}");
        Telegram.Update(Message, 18, $"a:{Token}");

        await ListenAsync(bot, () => Telegram.Pending.Count == 0);

        Assert.Equal("18", Assert.Single(bot.Approvals.Decided).Request.By);
    }

    [Fact]
    public async Task Run_AfterFaultsOfBothSides_GoesOnWithWhatWasNotDealtWith()
    {
        using var bot = new TelegramBot(Telegram, _platform.Database);
        Telegram.Failures.Enqueue((409, "Conflict: terminated by other getUpdates request"));
        bot.Approvals.Faults.Enqueue(new AgentClusterException("away", isTransient: true));
        Telegram.Update(Message, 17, $"a:{Token}");

        await ListenAsync(bot, () => Telegram.Pending.Count == 0);

        Assert.Single(bot.Approvals.Decided);
    }

    [Fact]
    public async Task Run_WithPublicAddress_TellsTelegramWhereAndWithWhichSecret()
    {
        using var bot = new TelegramBot(Telegram, _platform.Database, webhook: true);

        await ListenAsync(bot, () => Telegram.Webhook is not null);

        Assert.Equal(("https://agents.example.com/callbacks/telegram", TelegramBot.Secret), Telegram.Webhook);
        Assert.DoesNotContain("getUpdates", Telegram.Calls);
    }

    private static async Task ListenAsync(TelegramBot bot, Func<bool> until)
    {
        using var stop = new CancellationTokenSource();
        var listening = bot.Listener.RunAsync(stop.Token);
        await Eventually.GetAsync(() => Task.FromResult(until()), reached => reached);
        await stop.CancelAsync();
        await listening;
    }
}
