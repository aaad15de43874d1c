using System.Net;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Tenancy;

namespace AgentCluster.Client.Tests.Http;

public sealed class WebhookTests : IAsyncLifetime
{
    private const string Crm = """{"url":"https://hooks.example.com/in","events":["approval.requested","approval.requested"],"secret":"generate"}""";

    private readonly TestGateway _gateway = new();

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Put_ThenReadAndDelete_ShowsTheSecretOnce()
    {
        using var put = await SendAsync(HttpMethod.Put, "crm", Crm);
        using var read = await SendAsync(HttpMethod.Get, "crm");
        using var listed = await _gateway.Http.GetAsync(new Uri("/v1/webhooks", UriKind.Relative));
        using var deleted = await SendAsync(HttpMethod.Delete, "crm");
        using var gone = await SendAsync(HttpMethod.Get, "crm");

        Assert.Equal("whsec_once", (await TestGateway.ReadAsync(put)).GetProperty("secret").GetString());
        var shown = await TestGateway.ReadAsync(read);
        Assert.Equal(("crm", "https://hooks.example.com/in", 1), (shown.GetProperty("name").GetString(), shown.GetProperty("url").GetString(), shown.GetProperty("events").GetArrayLength()));
        Assert.DoesNotContain("whsec_", shown.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, (await TestGateway.ReadAsync(listed)).GetProperty("items").GetArrayLength());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (deleted.StatusCode, gone.StatusCode));
    }

    [Theory]
    [InlineData("""{"events":["a.b"]}""", "url")]
    [InlineData("""{"url":"https://hooks.example.com/","events":[]}""", "events")]
    [InlineData("""{"url":"https://hooks.example.com/","events":[""]}""", "events")]
    public async Task Put_BadBody_NamesTheField(string body, string field)
    {
        using var response = await SendAsync(HttpMethod.Put, "crm", body);

        await BadRequestTests.AssertProblemAsync(response, 400, "invalid", field);
    }

    [Fact]
    public async Task Put_BadName_IsRefused()
    {
        using var response = await SendAsync(HttpMethod.Put, "C%20RM", Crm);

        await BadRequestTests.AssertProblemAsync(response, 400, "invalid", "name");
    }

    [Fact]
    public async Task Get_WithoutTheRole_IsRefused()
    {
        using var response = await SendAsync(HttpMethod.Get, "crm", key: _gateway.Cluster.Credentials.Issue(Roles.Ask | Roles.Approve));

        await BadRequestTests.AssertProblemAsync(response, 403, "roleMissing", null);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string name, string? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, $"/v1/webhooks/{name}") { Content = body is null ? null : TestGateway.Json(body) };
        if (key is not null)
        {
            request.Headers.Add("X-API-Key", key);
        }

        return await _gateway.Http.SendAsync(request);
    }
}
