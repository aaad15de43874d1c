using System.Net;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Client.Tests.Http;

namespace AgentCluster.Client.Tests.Auth;

public sealed class LocalModeTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private int Port => gateway.Http.BaseAddress!.Port;

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:{port}")]
    [InlineData("localhost.evil.example:{port}")]
    [InlineData("localhost:1")]
    [InlineData("127.0.0.2:{port}")]
    public async Task Host_Foreign_Is421(string host)
    {
        using var response = await SendAsync(HttpMethod.Get, "Host", host);

        await BadRequestTests.AssertProblemAsync(response, 421, "foreignHost", "Host");
    }

    [Theory]
    [InlineData("localhost:{port}")]
    [InlineData("LOCALHOST:{port}")]
    [InlineData("127.0.0.1:{port}")]
    [InlineData("[::1]:{port}")]
    public async Task Host_Own_Passes(string host)
    {
        using var response = await SendAsync(HttpMethod.Get, "Host", host);

        Assert.True(response.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example", "Origin")]
    [InlineData("Origin", "null", "Origin")]
    [InlineData("Origin", "http://localhost:1", "Origin")]
    [InlineData("Origin", "https://127.0.0.1:{port}", "Origin")]
    [InlineData("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Site")]
    [InlineData("Sec-Fetch-Site", "same-site", "Sec-Fetch-Site")]
    public async Task Page_OfAnotherOrigin_Is403(string header, string value, string field)
    {
        using var get = await SendAsync(HttpMethod.Get, header, value);
        using var post = await SendAsync(HttpMethod.Post, header, value);

        await BadRequestTests.AssertProblemAsync(get, 403, "foreignOrigin", field);
        await BadRequestTests.AssertProblemAsync(post, 403, "foreignOrigin", field);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Server", "proxy")]
    [InlineData("X-Client-IP", "203.0.113.7")]
    [InlineData("CF-Connecting-IP", "203.0.113.7")]
    public async Task Request_ThroughAProxy_Is403(string header, string value)
    {
        using var response = await SendAsync(HttpMethod.Get, header, value);

        await BadRequestTests.AssertProblemAsync(response, 403, "proxied", header);
    }

    [Fact]
    public async Task Request_OfHttp10_Is403()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/agents") { Version = HttpVersion.Version10 };
        using var response = await gateway.Http.SendAsync(request);

        await BadRequestTests.AssertProblemAsync(response, 403, "proxied", null);
    }

    [Fact]
    public async Task Page_OfOwnOrigin_Passes()
    {
        using var origin = await SendAsync(HttpMethod.Post, "Origin", "http://127.0.0.1:{port}");
        using var site = await SendAsync(HttpMethod.Post, "Sec-Fetch-Site", "same-origin");

        Assert.True(origin.IsSuccessStatusCode);
        Assert.True(site.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Link_FromElsewhere_OpensThePage()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Sec-Fetch-Site", "cross-site" }, { "Sec-Fetch-Mode", "navigate" } } };
        using var response = await gateway.Http.SendAsync(request);

        Assert.True(response.IsSuccessStatusCode);
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string header, string value)
    {
        var request = new HttpRequestMessage(method, method == HttpMethod.Get ? "/v1/agents" : "/v1/ask");
        if (method == HttpMethod.Post)
        {
            request.Content = TestGateway.Json("""{"question":"a"}""");
        }

        request.Headers.TryAddWithoutValidation(header, value.Replace("{port}", $"{Port}", StringComparison.Ordinal));
        return gateway.Http.SendAsync(request);
    }
}
