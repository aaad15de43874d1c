using AgentCluster.Notifications.Cards;
using AgentCluster.Notifications.Slack;
using AgentCluster.TestKit.Slack;
using Microsoft.Extensions.Options;

namespace AgentCluster.Grains.Tests.Notifications.Slack;

public sealed class SlackChannelTests : IAsyncLifetime
{
    private static readonly Card Open = new() { Title = "Pause 1 client", State = "Waiting.", Severity = "medium", IsOpen = true, Hash = "h" };

    private SlackStandIn? _slack;
    private SlackClient? _client;

    private SlackStandIn Slack => _slack!;

    private IOptions<SlackOptions> Settings => Options.Create(new SlackOptions
    {
        BotToken = SlackStandIn.BotToken, SigningSecret = "s", Team = SlackStandIn.Team, Channel = SlackStandIn.Channel, ApiUrl = Slack.ApiUrl,
    });

    private SlackChannel Channel => new(_client!, Settings);

    public async Task InitializeAsync()
    {
        _slack = await SlackStandIn.StartAsync();
        _client = new(Settings);
    }

    public async Task DisposeAsync()
    {
        _client!.Dispose();
        await Slack.DisposeAsync();
    }

    [Fact]
    public void Targets_OfItsTenant_AreTheRoomAndThePeople() => Assert.Equal(
        [SlackStandIn.Channel, "U1"], Channel.Targets("local", [new("slack", "U1"), new("email", "a@example.com")]).AsEnumerable());

    [Fact]
    public void Targets_OfAnotherTenant_AreNone() => Assert.Empty(Channel.Targets("other", [new("slack", "U1")]));

    [Fact]
    public async Task Show_NewThenChanged_IsOneMessageRewritten()
    {
        var posted = await Channel.ShowAsync(new("local", SlackStandIn.Channel, "t1", null, Open), default);
        var rewritten = await Channel.ShowAsync(new("local", SlackStandIn.Channel, "t1", posted.Reference, Open with { IsOpen = false, State = "Approved." }), default);

        Assert.Equal(new CardResult($"{SlackStandIn.Channel}:1531420617.000001"), posted);
        Assert.Equal(posted, rewritten);
        Assert.Equal(["chat.postMessage", "chat.update"], Slack.Calls.Select(call => call.Method));
        var message = Assert.Single(Slack.Messages).Value.ToJsonString();
        Assert.Contains("Approved.", message, StringComparison.Ordinal);
        Assert.DoesNotContain("\"actions\"", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_ToAPerson_IsRewrittenWhereItIs()
    {
        var posted = await Channel.ShowAsync(new("local", "U1", "t1", null, Open), default);
        var rewritten = await Channel.ShowAsync(new("local", "U1", "t1", posted.Reference, Open), default);

        Assert.Equal(("D1:1531420617.000001", null), (rewritten.Reference, rewritten.Error));
    }

    [Fact]
    public async Task Show_BroughtToMind_AnswersTheMessageOnceForAReminder()
    {
        string? reference = null;
        foreach (var card in new[] { Open, Open with { Reminders = 1 }, Open with { Reminders = 1 }, Open with { Reminders = 3 }, Open with { Reminders = 4, IsOpen = false } })
        {
            reference = (await Channel.ShowAsync(new("local", SlackStandIn.Channel, "t1", reference, card), default)).Reference;
        }

        var answers = Slack.Calls.Where(call => call.Arguments.ContainsKey("thread_ts")).ToList();
        Assert.Equal(2, answers.Count);
        Assert.All(answers, answer => Assert.Equal(
            ("chat.postMessage", "1531420617.000001", true, "Still waiting: Pause 1 client"),
            (answer.Method, (string?)answer.Arguments["thread_ts"], (bool?)answer.Arguments["reply_broadcast"], (string?)answer.Arguments["text"])));
        Assert.Equal($"{SlackStandIn.Channel}:1531420617.000001:r3", reference);
    }

    [Fact]
    public async Task Show_NewOneBroughtToMindBefore_IsOneMessage()
    {
        var posted = await Channel.ShowAsync(new("local", SlackStandIn.Channel, "t1", null, Open with { Reminders = 2 }), default);
        await Channel.ShowAsync(new("local", SlackStandIn.Channel, "t1", posted.Reference, Open with { Reminders = 2 }), default);

        Assert.Equal(["chat.postMessage", "chat.update"], Slack.Calls.Select(call => call.Method));
    }

    [Theory]
    [InlineData("is_archived", true)]
    [InlineData("invalid_auth", false)]
    [InlineData("not_authed", false)]
    [InlineData("token_revoked", false)]
    [InlineData("account_inactive", false)]
    [InlineData("channel_not_found", false)]
    [InlineData("not_in_channel", false)]
    [InlineData("internal_error", false)]
    [InlineData("503", false)]
    public async Task Show_Failure_SaysWhetherTryingAgainIsOfUse(string failure, bool isFinal)
    {
        Slack.Failures.Enqueue(failure);

        var result = await Channel.ShowAsync(new("local", SlackStandIn.Channel, "t1", null, Open), default);

        Assert.Equal((null, isFinal), (result.Reference, result.IsFinal));
        Assert.Contains(failure, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_TooManyMessages_WaitsAsLongAsSlackAsks()
    {
        Slack.Failures.Enqueue("429");

        var result = await Channel.ShowAsync(new("local", SlackStandIn.Channel, "t1", null, Open), default);

        Assert.Equal((TimeSpan.FromSeconds(7), false), (result.RetryAfter, result.IsFinal));
    }

    [Fact]
    public async Task Show_SlackIsAway_IsTriedAgain()
    {
        await Slack.DisposeAsync();

        var result = await Channel.ShowAsync(new("local", SlackStandIn.Channel, "t1", null, Open), default);

        Assert.NotNull(result.Error);
        Assert.False(result.IsFinal);
    }

    [Fact]
    public async Task Show_AnotherTenantsCard_IsNotShown()
    {
        var result = await Channel.ShowAsync(new("other", SlackStandIn.Channel, "t1", null, Open), default);

        Assert.Equal(("AgentCluster:Slack is not configured for this tenant.", false), (result.Error, result.IsFinal));
        Assert.Empty(Slack.Calls);
    }

    [Theory]
    [InlineData(null, "s", "T1", "C1", "https://slack.com/api/", "BotToken is missing")]
    [InlineData("x", " ", "T1", "C1", "https://slack.com/api/", "SigningSecret is missing")]
    [InlineData("x", "s", "T1", "#ops", "https://slack.com/api/", "channel's id")]
    [InlineData("x", "s", "team", "C1", "https://slack.com/api/", "workspace's id")]
    [InlineData("x", "s", "T1", "C1", "http://slack.com/api/", "https address")]
    [InlineData("x", "s", "T1", "C1", "https://slack.com/api", "https address")]
    public void Validate_AppWithoutWhatItNeeds_StopsTheStart(string? token, string secret, string team, string channel, string url, string failure)
    {
        var options = new SlackOptions { BotToken = token, SigningSecret = secret, Team = team, Channel = channel, ApiUrl = url };

        Assert.Contains(failure, new SlackOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_NoAppOrAWholeOne_IsAccepted()
    {
        Assert.True(new SlackOptionsValidator().Validate(null, new()).Succeeded);
        Assert.True(new SlackOptionsValidator().Validate(null, Settings.Value).Succeeded);
    }
}
