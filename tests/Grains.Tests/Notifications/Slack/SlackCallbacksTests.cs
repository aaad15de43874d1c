using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AgentCluster.Approvals;
using AgentCluster.Grains.Tests.Notifications.Callbacks;
using AgentCluster.Notifications;
using AgentCluster.Notifications.Callbacks;
using AgentCluster.Notifications.Cards;
using AgentCluster.Notifications.Slack;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Slack;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AgentCluster.Grains.Tests.Notifications.Slack;

public sealed class SlackCallbacksTests : IAsyncLifetime
{
    private const string Token = "AAAAAAAAAAAAAAAAAAAAAA";
    private static readonly (string Channel, string Timestamp) Message = (SlackStandIn.Channel, "1531420617.000001");

    private readonly TestPlatform _platform = new();
    private readonly FakeApprovals _approvals = new();
    private SlackStandIn? _slack;
    private SlackClient? _client;

    private SlackStandIn Slack => _slack!;

    public async Task InitializeAsync()
    {
        _slack = await SlackStandIn.StartAsync();
        _client = new(Options);
        await _platform.Database.AddCardAsync("local", Token, "slack", $"{Message.Channel}:{Message.Timestamp}");
    }

    public async Task DisposeAsync()
    {
        _client!.Dispose();
        await Slack.DisposeAsync();
        await _platform.DisposeAsync();
    }

    [Theory]
    [InlineData("approve", Decision.Approve)]
    [InlineData("reject", Decision.Reject)]
    public async Task Receive_Click_DecidesOverWhatTheCardShows(string button, Decision decision)
    {
        var result = await ReceiveAsync(Click(button));

        Assert.Equal(CallbackResult.Taken, result);
        var (id, request) = Assert.Single(_approvals.Decided);
        Assert.Equal(("a1", decision, "h1", "U1", "slack"), (id, request.Decision, request.Hash, request.By, request.Channel));
        Assert.Equal("local", Assert.Single(_approvals.Tenants));
        Assert.Empty(Slack.Told);
    }

    [Fact]
    public async Task Receive_TenThousandReplays_HaveOneEffect()
    {
        var click = Click();
        var results = new List<CallbackResult>();
        for (var batch = 0; batch < 100; batch++)
        {
            results.AddRange(await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ReceiveAsync(click))));
        }

        Assert.Equal(CallbackResult.Taken, Assert.Single(results.Distinct(), result => result != CallbackResult.Refused));
        Assert.Single(results, result => result == CallbackResult.Taken);
        Assert.Single(_approvals.Decided);
    }

    [Fact]
    public async Task Receive_EveryVectorInItsOrder_IsTakenForGenuineOrRefused()
    {
        foreach (var vector in SlackVector.All)
        {
            // All that are genuine but one have been signed alike: each is the first of its signature but the replay.
            if (vector.Name is not SlackVector.Replay)
            {
                await ForgetAsync();
            }

            var callback = new Callback { Operation = vector.Name, Headers = Headers(vector.Timestamp, vector.Signature), Body = [.. Encoding.UTF8.GetBytes(vector.Body)] };
            if (vector.Name is SlackVector.Replay)
            {
                await At(vector.Now, vector.Secret).ReceiveAsync(callback with { Operation = "first" }, default);
            }

            var result = await At(vector.Now, vector.Secret).ReceiveAsync(callback, default);

            // None of them is a click on one of our messages, which is what a genuine one is told.
            Assert.Equal((vector.Name, vector.Accept), (vector.Name, result == CallbackResult.Malformed));
            Assert.Equal((vector.Name, !vector.Accept), (vector.Name, result == CallbackResult.Refused));
        }

        Assert.Empty(_approvals.Decided);
    }

    [Fact]
    public async Task Receive_SameCallRepeated_IsNoReplay()
    {
        var click = Click();
        _approvals.Faults.Enqueue(new AgentClusterException("away", isTransient: true));

        await Assert.ThrowsAsync<AgentClusterException>(() => ReceiveAsync(click, "o1"));
        var again = await ReceiveAsync(click, "o1");
        var replay = await ReceiveAsync(click, "o2");

        Assert.Equal((CallbackResult.Taken, CallbackResult.Refused), (again, replay));
        Assert.Single(_approvals.Decided);
    }

    [Fact]
    public async Task Receive_SameClickSignedAnew_HasNoSecondEffect()
    {
        var body = SlackClicker.Body(Slack.ResponseUrl, Message, "U1", "approve", Token);

        var first = await ReceiveAsync(SlackClicker.Sign(body));
        var second = await ReceiveAsync(SlackClicker.Sign(body, TimeProvider.System.GetUtcNow().AddSeconds(-2)));

        Assert.Equal((CallbackResult.Taken, CallbackResult.Taken), (first, second));
        Assert.Single(_approvals.Decided);
    }

    [Fact]
    public async Task Receive_TenThousandForgedLateTruncatedOrReencoded_NoneIsTaken()
    {
        var genuine = Click();
        var receiver = Receiver();
        Gen.Int[0, 6].SelectMany(kind => Gen.Int[1, 1_000_000].Select(seed => Spoiled(genuine, kind, seed))).Sample(
            request => Assert.Equal(CallbackResult.Refused, receiver.ReceiveAsync(Callback(request, "o"), default).GetAwaiter().GetResult()),
            iter: 10_000);
        Assert.Empty(_approvals.Decided);
        Assert.Equal(CallbackResult.Taken, await ReceiveAsync(genuine));
    }

    [Fact]
    public async Task Receive_AnotherWorkspace_IsRefused()
    {
        var result = await ReceiveAsync(SlackClicker.Sign(SlackClicker.Body(Slack.ResponseUrl, Message, "U1", "approve", Token, team: "T0OTHER")));

        Assert.Equal(CallbackResult.Refused, result);
        Assert.Empty(_approvals.Decided);
    }

    [Theory]
    [InlineData("C0OTHER", "1531420617.000001", Token, "not the current one")]
    [InlineData(SlackStandIn.Channel, "1531420617.000002", Token, "not the current one")]
    [InlineData(SlackStandIn.Channel, "1531420617.000001", "BBBBBBBBBBBBBBBBBBBBBB", "out of date")]
    public async Task Receive_ButtonInAnotherMessage_DecidesNothingAndTellsThePerson(string channel, string timestamp, string token, string told)
    {
        var result = await ReceiveAsync(SlackClicker.Sign(SlackClicker.Body(Slack.ResponseUrl, (channel, timestamp), "U1", "approve", token)));

        Assert.Equal(CallbackResult.Taken, result);
        Assert.Empty(_approvals.Decided);
        Assert.Contains(told, await ToldAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_CardOfAnotherChannel_DecidesNothing()
    {
        await _platform.Database.AddCardAsync("local", "CCCCCCCCCCCCCCCCCCCCCC", "telegram", $"{Message.Channel}:{Message.Timestamp}");

        await ReceiveAsync(SlackClicker.Sign(SlackClicker.Body(Slack.ResponseUrl, Message, "U1", "approve", "CCCCCCCCCCCCCCCCCCCCCC")));

        Assert.Empty(_approvals.Decided);
    }

    [Fact]
    public async Task Receive_DecisionThatDoesNotCount_IsToldToWhoClickedAlone()
    {
        _approvals.Refusal = Problem.Forbidden("unknownApprover", "You are not <among> the approvers.");

        var result = await ReceiveAsync(Click());

        Assert.Equal(CallbackResult.Taken, result);
        Assert.Equal("You are not &lt;among&gt; the approvers.", await ToldAsync());
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("https://hooks.slack.com.evil.example/x")]
    [InlineData("https://user@hooks.slack.com/x")]
    [InlineData("https://hooks.slack.com:8443/x")]
    [InlineData("http://hooks.slack.com/x")]
    [InlineData("not an address")]
    public async Task Tell_AddressThatIsNotSlacks_IsNotCalled(string address) => Assert.False(await _client!.TellAsync(address, "x", default));

    [Fact]
    public async Task Receive_WithoutAnApp_IsNotConfigured() => Assert.Equal(
        CallbackResult.NotConfigured,
        await new SlackCallbacks(Seen, Decider, _client!, Microsoft.Extensions.Options.Options.Create(new SlackOptions()), TimeProvider.System, NullLogger<SlackCallbacks>.Instance)
            .ReceiveAsync(Callback(Click(), "o"), default));

    private IOptions<SlackOptions> Options => Microsoft.Extensions.Options.Options.Create(new SlackOptions
    {
        BotToken = SlackStandIn.BotToken, SigningSecret = SlackStandIn.SigningSecret, Team = SlackStandIn.Team, Channel = SlackStandIn.Channel, ApiUrl = Slack.ApiUrl,
    });

    private CallbackStore Seen => new(_platform.Database, TimeProvider.System);

    private CardDecider Decider => new(new CardStore(_platform.Database, TimeProvider.System), _approvals);

    private SlackCallbacks Receiver() => new(Seen, Decider, _client!, Options, TimeProvider.System, NullLogger<SlackCallbacks>.Instance);

    private SlackCallbacks At(long now, string secret)
    {
        var options = Options.Value;
        options.SigningSecret = secret;
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(now));
        return new(Seen, Decider, _client!, Microsoft.Extensions.Options.Options.Create(options), time, NullLogger<SlackCallbacks>.Instance);
    }

    private Task<int> ForgetAsync() => _platform.Database.WriteAsync("local", session => session.ExecuteAsync("DELETE FROM notification_callback"), default);

    private SlackRequest Click(string button = "approve") => SlackClicker.Sign(SlackClicker.Body(Slack.ResponseUrl, Message, "U1", button, Token));

    private Task<CallbackResult> ReceiveAsync(SlackRequest request, string? operation = null) =>
        Receiver().ReceiveAsync(Callback(request, operation ?? Guid.NewGuid().ToString("N")), default);

    private async Task<string> ToldAsync() => (await Eventually.GetAsync(() => Task.FromResult(Slack.Told.ToList()), told => told.Count == 1))[0];

    private static Callback Callback(SlackRequest request, string operation) =>
        new() { Operation = operation, Headers = Headers(request.Timestamp, request.Signature), Body = [.. Encoding.UTF8.GetBytes(request.Body)] };

    private static ImmutableDictionary<string, string> Headers(string timestamp, string signature) => ImmutableDictionary<string, string>.Empty
        .Add("x-slack-request-timestamp", timestamp).Add("x-slack-signature", signature);

    private static SlackRequest Spoiled(SlackRequest genuine, int kind, int seed)
    {
        var at = TimeProvider.System.GetUtcNow();
        var i = seed % genuine.Body.Length;
        return kind switch
        {
            0 => genuine with { Signature = "v0=" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(seed))) },
            1 => SlackClicker.Sign(genuine.Body, at.AddSeconds(-302 - (seed % 100_000))),
            2 => SlackClicker.Sign(genuine.Body, at.AddSeconds(302 + (seed % 100_000))),
            3 => genuine with { Body = genuine.Body[..i] },
            4 => genuine with { Body = Uri.UnescapeDataString(genuine.Body) + new string(' ', seed % 5) },
            5 => genuine with { Body = genuine.Body.Insert(i, ((char)('a' + (seed % 26))).ToString(CultureInfo.InvariantCulture)) },
            _ => SlackClicker.Sign(genuine.Body, at, secret: $"other {seed}"),
        };
    }
}
