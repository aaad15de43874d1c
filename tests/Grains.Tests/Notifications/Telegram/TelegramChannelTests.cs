using AgentCluster.Notifications;
using AgentCluster.Notifications.Cards;
using AgentCluster.Notifications.Telegram;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Telegram;
using Microsoft.Extensions.Options;

namespace AgentCluster.Grains.Tests.Notifications.Telegram;

public sealed class TelegramChannelTests : IAsyncLifetime
{
    private static readonly Card Open = new() { Title = "Pause 1 client", State = "Waiting.", Severity = "medium", IsOpen = true, Hash = "h" };

    private readonly TestPlatform _platform = new();
    private TelegramStandIn? _telegram;
    private TelegramBot? _bot;

    private TelegramStandIn Telegram => _telegram!;

    private TelegramChannel Channel => _bot!.Channel;

    public async Task InitializeAsync()
    {
        _telegram = await TelegramStandIn.StartAsync();
        _bot = new(_telegram, _platform.Database);
    }

    public async Task DisposeAsync()
    {
        _bot!.Dispose();
        await Telegram.DisposeAsync();
        await _platform.DisposeAsync();
    }

    [Fact]
    public void Targets_AreTheChatsAndThePeople() => Assert.Equal(
        [TelegramStandIn.Chat, "17"], Channel.Targets("local", [new("telegram", "17"), new("slack", "U1")]).AsEnumerable());

    [Fact]
    public void Targets_OfAnotherTenant_AreNone() => Assert.Empty(Channel.Targets("other", [new("telegram", "17")]));

    [Fact]
    public async Task Show_NewThenChangedThenTheSame_IsOneMessageRewritten()
    {
        var posted = await ShowAsync(null, Open);
        var closed = Open with { IsOpen = false, State = "Approved." };
        var rewritten = await ShowAsync(posted.Reference, closed);
        var same = await ShowAsync(posted.Reference, closed);

        Assert.Equal(new CardResult($"{TelegramStandIn.Chat}:1"), posted);
        Assert.Equal((posted, posted), (rewritten, same));
        var message = Assert.Single(Telegram.Messages).Value;
        Assert.Contains("Approved.", (string)message["text"]!, StringComparison.Ordinal);
        Assert.Null(message["reply_markup"]);
        Assert.Equal(["sendMessage", "editMessageText", "editMessageText"], Telegram.Calls);
    }

    [Theory]
    [InlineData(null, 400, "Bad Request: chat not found", false)]
    [InlineData(null, 401, "Unauthorized", false)]
    [InlineData(null, 403, "Forbidden: bot was blocked by the user", false)]
    [InlineData(null, 500, "Internal Server Error", false)]
    [InlineData("-100:1", 400, "Bad Request: message to edit not found", true)]
    [InlineData("-100:1", 403, "Forbidden: bot was kicked from the supergroup chat", false)]
    public async Task Show_Failure_SaysWhetherTryingAgainIsOfUse(string? reference, int status, string description, bool isFinal)
    {
        Telegram.Failures.Enqueue((status, description));

        var result = await ShowAsync(reference, Open);

        Assert.Equal((null, isFinal), (result.Reference, result.IsFinal));
        Assert.Contains(description, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_AnotherTenantsCard_IsNotShown()
    {
        var result = await Channel.ShowAsync(new("other", TelegramStandIn.Chat, "AAAAAAAAAAAAAAAAAAAAAA", null, Open), default);

        Assert.Equal(("AgentCluster:Telegram is not configured for this tenant.", false), (result.Error, result.IsFinal));
        Assert.Empty(Telegram.Calls);
    }

    [Fact]
    public async Task Show_BroughtToMind_AnswersTheMessageOnceForAReminder()
    {
        string? reference = null;
        foreach (var card in new[] { Open, Open with { Reminders = 1 }, Open with { Reminders = 1 }, Open with { Reminders = 3 }, Open with { Reminders = 4, IsOpen = false } })
        {
            reference = (await ShowAsync(reference, card)).Reference;
        }

        var answers = Telegram.Messages.Values.Where(message => message.ContainsKey("reply_parameters")).ToList();
        Assert.Equal(2, answers.Count);
        Assert.All(answers, answer => Assert.Equal(("Still waiting: Pause 1 client", 1), ((string?)answer["text"], (int)answer["reply_parameters"]!["message_id"]!)));
        Assert.Equal($"{TelegramStandIn.Chat}:1:r3", reference);
    }

    [Fact]
    public async Task Show_TooManyMessages_WaitsAsLongAsTelegramAsks()
    {
        Telegram.Failures.Enqueue((429, "Too Many Requests: retry after 7"));

        var result = await ShowAsync(null, Open);

        Assert.Equal((TimeSpan.FromSeconds(7), false), (result.RetryAfter, result.IsFinal));
    }

    [Fact]
    public async Task Show_TelegramIsAway_IsTriedAgain()
    {
        await Telegram.DisposeAsync();

        var result = await ShowAsync(null, Open);

        Assert.NotNull(result.Error);
        Assert.False(result.IsFinal);
    }

    [Theory]
    [InlineData("4711:token", null, null, "https://api.telegram.org", "-100", null)]
    [InlineData("4711:token", "0123456789abcdef", "https://agents.example.com", "https://api.telegram.org", "17", null)]
    [InlineData("4711:token", "0123456789abcdef", null, "https://api.telegram.org", "17", "needs AgentCluster:PublicUrl")]
    [InlineData("token", null, null, "https://api.telegram.org", "17", "BotToken must be")]
    [InlineData(null, null, null, "https://api.telegram.org", "17", "BotToken is missing")]
    [InlineData("4711:token", "short", "https://agents.example.com", "https://api.telegram.org", "17", "16 to 256")]
    [InlineData("4711:token", null, null, "http://api.telegram.org", "17", "https address")]
    [InlineData("4711:token", null, null, "https://api.telegram.org", "@ops", "ids of chats")]
    public void Validate_Settings_AreAllOrNothing(string? token, string? secret, string? publicUrl, string baseUrl, string chat, string? failure)
    {
        var options = new TelegramOptions { BotToken = token, SecretToken = secret, BaseUrl = baseUrl };
        options.Chats.Add(chat);

        var result = new TelegramOptionsValidator(Options.Create(new PublicOptions { PublicUrl = publicUrl })).Validate(null, options);

        Assert.Equal(failure is null, result.Succeeded);
        Assert.Contains(failure ?? "", result.FailureMessage ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("https://agents.example.com", true)]
    [InlineData("https://agents.example.com/", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://agents.example.com", false)]
    [InlineData("https://agents.example.com/x", false)]
    [InlineData("https://me@agents.example.com", false)]
    [InlineData("agents.example.com", false)]
    public void Validate_PublicUrl_IsAnAddressAndNothingMore(string? url, bool isOne) =>
        Assert.Equal(isOne, new PublicOptionsValidator().Validate(null, new() { PublicUrl = url }).Succeeded);

    private Task<CardResult> ShowAsync(string? reference, Card card) => Channel.ShowAsync(new("local", TelegramStandIn.Chat, "AAAAAAAAAAAAAAAAAAAAAA", reference, card), default);
}
