using System.Net;
using AgentCluster.Client.Auth;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Notifications;

namespace AgentCluster.Client.Tests.Http;

public sealed class EmailLinkTests : IAsyncLifetime
{
    private readonly TestGateway _gateway = new()
    {
        Mode = AuthenticationMode.Keys,
        Settings = new() { ["AgentCluster:PublicUrl"] = "https://agents.example.com" },
    };

    private FakeMailLinks Links => _gateway.Cluster.MailLinks;

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Get_WithoutAKey_ShowsTheCardEncodedAndDecidesNothing()
    {
        var (response, page) = await SendAsync(HttpMethod.Get);

        Assert.Equal((HttpStatusCode.OK, "text/html"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains("Change &lt;1&gt; row", page, StringComparison.Ordinal);
        Assert.Contains("&quot;1&quot; &amp; counted", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<button name=\"decision\" value=\"approve\">", page, StringComparison.Ordinal);
        Assert.Contains("value=\"h1\"", page, StringComparison.Ordinal);
        Assert.Empty(Links.Decisions);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.Equal(("no-store", "no-referrer"), (response.Headers.CacheControl?.ToString(), response.Headers.GetValues("Referrer-Policy").Single()));
    }

    [Fact]
    public async Task Post_TheForm_HandsTheDecisionOver()
    {
        await SendAsync(HttpMethod.Post, "decision=reject&hash=h1&reason=+not+today%21+");

        var (link, decision) = Assert.Single(Links.Decisions);
        Assert.Equal(("abc", false, "h1", "not today!"), (link, decision.Approves, decision.Hash, decision.Reason));
    }

    [Theory]
    [InlineData("")]
    [InlineData("decision=maybe&hash=h1")]
    [InlineData("decision=approve")]
    [InlineData("{\"decision\":\"approve\"}")]
    public async Task Post_AnythingElse_ShowsThePageAndDecidesNothing(string body)
    {
        var (response, page) = await SendAsync(HttpMethod.Post, body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("<form", page, StringComparison.Ordinal);
        Assert.Empty(Links.Decisions);
    }

    [Fact]
    public async Task Post_TooMuch_IsRefused() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(HttpMethod.Post, "decision=approve&hash=h1&reason=" + new string('a', 64 * 1024))).Response.StatusCode);

    [Theory]
    [InlineData("unknownLink", HttpStatusCode.NotFound)]
    [InlineData("oldLink", HttpStatusCode.Gone)]
    public async Task Get_NoLinkOfOurs_RevealsNothing(string code, HttpStatusCode status)
    {
        Links.Card = Problem.NotFound(code, "There is nothing here.");

        var (response, page) = await SendAsync(HttpMethod.Get);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains("There is nothing here.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Settled_HasNoForm()
    {
        Links.Card = Links.Card.Value! with { IsOpen = false, Refusal = "You have <decided>." };

        var (_, page) = await SendAsync(HttpMethod.Get);

        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
        Assert.Contains("Your decision does not count: You have &lt;decided&gt;.", page, StringComparison.Ordinal);
    }

    private async Task<(HttpResponseMessage Response, string Page)> SendAsync(HttpMethod method, string? body = null)
    {
        using var request = new HttpRequestMessage(method, "/callbacks/approvals/abc");
        request.Headers.Host = "agents.example.com";
        if (body is not null)
        {
            request.Content = TestGateway.Bytes(System.Text.Encoding.UTF8.GetBytes(body), "application/x-www-form-urlencoded");
        }

        var response = await _gateway.Http.SendAsync(request);
        return (response, await response.Content.ReadAsStringAsync());
    }
}
