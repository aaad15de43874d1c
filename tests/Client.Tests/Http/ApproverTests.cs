using System.Net;
using AgentCluster.Approvals;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Tenancy;

namespace AgentCluster.Client.Tests.Http;

public sealed class ApproverTests : IAsyncLifetime
{
    private const string Maria = """{"id":"maria","name":"Maria","roles":["escalation","approver"],"channels":[{"channel":"slack","user":"U123"},{"channel":"http","user":"k1"}]}""";

    private readonly TestGateway _gateway = new();

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Put_ThenGet_AreOneShape()
    {
        using var put = await PutAsync($$"""{"items":[{{Maria}}]}""", null);
        using var read = await _gateway.Http.GetAsync(new Uri("/v1/approvers", UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (put.StatusCode, read.StatusCode));
        var shown = (await TestGateway.ReadAsync(read)).GetProperty("items")[0];
        Assert.Equal("""{"id":"maria","name":"Maria","roles":["approver","escalation"],"channels":[{"channel":"slack","user":"U123"},{"channel":"http","user":"k1"}]}""", shown.GetRawText());
        Assert.Equal(ApproverRole.Escalation, Assert.Single(_gateway.Cluster.Approvals.Approvers).Roles[1]);
    }

    [Fact]
    public async Task Put_WithoutAdmin_IsRefused()
    {
        using var response = await PutAsync("""{"items":[]}""", _gateway.Cluster.Credentials.Issue(Roles.Ask | Roles.Approve | Roles.Operate));

        await BadRequestTests.AssertProblemAsync(response, 403, "roleMissing", null);
    }

    [Theory]
    [InlineData("""{}""", "items")]
    [InlineData("""{"items":[{"roles":["approver"],"channels":[]}]}""", "items[0].id")]
    [InlineData("""{"items":[{"id":"a","roles":["boss"],"channels":[]}]}""", "items[0].roles")]
    [InlineData("""{"items":[{"id":"a","roles":[],"channels":[]}]}""", "items[0].roles")]
    [InlineData("""{"items":[{"id":"a","roles":["approver"]}]}""", "items[0].channels")]
    [InlineData("""{"items":[{"id":"a","roles":["approver"],"channels":[{"user":"u"}]}]}""", "items[0].channels[0].channel")]
    [InlineData("""{"items":[{"id":"a","roles":["approver"],"channels":[{"channel":"slack","user":"U 1"}]}]}""", "items[0].channels[0].user")]
    public async Task Put_BadBody_NamesTheField(string body, string field)
    {
        using var response = await PutAsync(body, null);

        await BadRequestTests.AssertProblemAsync(response, 400, "invalid", field);
    }

    private async Task<HttpResponseMessage> PutAsync(string body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/approvers") { Content = TestGateway.Json(body) };
        if (key is not null)
        {
            request.Headers.Add("X-API-Key", key);
        }

        return await _gateway.Http.SendAsync(request);
    }
}
