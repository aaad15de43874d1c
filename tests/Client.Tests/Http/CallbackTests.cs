using System.Net;
using AgentCluster.Client.Auth;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Notifications;

namespace AgentCluster.Client.Tests.Http;

public sealed class CallbackTests : IAsyncLifetime
{
    private readonly TestGateway _gateway = new()
    {
        Mode = AuthenticationMode.Keys,
        Settings = new() { ["AgentCluster:PublicUrl"] = "https://agents.example.com" },
    };

    private FakeCallbacks Cluster => _gateway.Cluster.Callbacks;

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("slack")]
    [InlineData("telegram")]
    public async Task Post_WithoutAKey_IsHandedOverAsItCame(string service)
    {
        var body = new byte[] { 0xff, 0x00, (byte)'a', (byte)'%', (byte)'4', (byte)'1' };

        using var response = await PostAsync(service, body, request =>
        {
            request.Headers.Add("X-Slack-Signature", "v0=abc");
            request.Headers.Add("X-Slack-Request-Timestamp", "17");
            request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", "s");
            request.Headers.Add("X-Other", "x");
        });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var received = Assert.Single(Cluster.Received);
        Assert.Equal(body, received.Body);
        Assert.Equal(("v0=abc", "17", "s", ""), (
            received.Header("x-slack-signature"), received.Header("x-slack-request-timestamp"), received.Header("x-telegram-bot-api-secret-token"), received.Header("x-other")));
        Assert.Contains($"ICallbackGrain:{service}", _gateway.Grains.Keys);
    }

    [Theory]
    [InlineData(CallbackResult.Refused, HttpStatusCode.Unauthorized)]
    [InlineData(CallbackResult.Malformed, HttpStatusCode.BadRequest)]
    [InlineData(CallbackResult.NotConfigured, HttpStatusCode.NotFound)]
    public async Task Post_NotTaken_RevealsNothingButThat(CallbackResult result, HttpStatusCode status)
    {
        Cluster.Result = result;

        using var response = await PostAsync("slack", []);

        Assert.Equal(status, response.StatusCode);
        Assert.DoesNotContain("signature", await response.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("evil.example.com")]
    [InlineData("agents.example.com.evil.example.com")]
    [InlineData("127.0.0.1")]
    public async Task Post_UnderAnotherName_IsRefused(string host)
    {
        using var response = await PostAsync("slack", [], request => request.Headers.Host = host);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
        Assert.Empty(Cluster.Received);
    }

    [Theory]
    [InlineData(1024 * 1024, HttpStatusCode.OK)]
    [InlineData((1024 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Post_Body_IsLimited(int length, HttpStatusCode status)
    {
        using var response = await PostAsync("slack", new byte[length]);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Post_ClusterThatHangs_IsAnsweredInTimeAndHonestly()
    {
        var never = new TaskCompletionSource();
        Cluster.Before = never.Task;

        using var response = await PostAsync("slack", []);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("tooSlow", (await TestGateway.ReadAsync(response)).GetProperty("code").GetString());
        never.SetResult();
    }

    [Fact]
    public async Task Post_MoreThanAreServedAtATime_AreRefusedAtOnce()
    {
        var gateway = new TestGateway
        {
            Settings = new() { ["AgentCluster:PublicUrl"] = "https://agents.example.com", ["AgentCluster:Admission:WaitersPerTenant"] = "1" },
        };
        await gateway.InitializeAsync();
        var hold = new TaskCompletionSource();
        gateway.Cluster.Callbacks.Before = hold.Task;

        var first = PostAsync(gateway, "slack", []);
        await TestKit.Eventually.GetAsync(() => Task.FromResult(gateway.Cluster.Callbacks.Received.Count), count => count == 1);
        using var second = await PostAsync(gateway, "slack", []);
        hold.SetResult();
        using var answered = await first;
        await gateway.DisposeAsync();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (answered.StatusCode, second.StatusCode));
    }

    private Task<HttpResponseMessage> PostAsync(string service, byte[] body, Action<HttpRequestMessage>? change = null) => PostAsync(_gateway, service, body, change);

    private static async Task<HttpResponseMessage> PostAsync(TestGateway gateway, string service, byte[] body, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/callbacks/{service}") { Content = TestGateway.Bytes(body, "application/x-www-form-urlencoded") };
        request.Headers.Host = "agents.example.com";
        change?.Invoke(request);
        return await gateway.Http.SendAsync(request);
    }
}
