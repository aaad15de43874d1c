using System.Net;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Tenancy;

namespace AgentCluster.Client.Tests.Http;

public sealed class TenancyTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private FakeCredentials Keys => gateway.Cluster.Credentials;

    [Fact]
    public async Task Key_Issued_IsShownOnceAndNamesItsIssuer()
    {
        var admin = Keys.Issue(Roles.Admin);
        using var response = await SendAsync(HttpMethod.Post, "/v1/api-keys", admin, """{"name":"reports","roles":["operate","ask"],"expiresAt":"2036-01-31"}""");
        using var listed = await SendAsync(HttpMethod.Get, "/v1/api-keys", admin);

        var issued = await TestGateway.ReadAsync(response);
        Assert.Equal((HttpStatusCode.Created, "ac_secret", "valid"), (response.StatusCode, issued.GetProperty("key").GetString(), issued.GetProperty("status").GetString()));
        Assert.Equal("""["ask","operate"]""", issued.GetProperty("roles").GetRawText());
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.False((await TestGateway.ReadAsync(listed)).GetProperty("items")[0].TryGetProperty("key", out _));
        Assert.Equal(
            ("reports", Roles.Ask | Roles.Operate, new DateTimeOffset(2036, 1, 31, 0, 0, 0, TimeSpan.Zero), admin.Split('_')[1]),
            (gateway.Cluster.Tenancy.Draft!.Name, gateway.Cluster.Tenancy.Draft.Roles, gateway.Cluster.Tenancy.Draft.ExpiresAt!.Value, gateway.Cluster.Tenancy.Draft.CreatedBy));
        Assert.Contains("IApiKeysGrain:acme", gateway.Grains.Keys);
    }

    [Theory]
    [InlineData("/v1/api-keys", """{"roles":["ask"]}""", "name")]
    [InlineData("/v1/api-keys", """{"name":"a"}""", "roles")]
    [InlineData("/v1/api-keys", """{"name":"a","roles":[]}""", "roles")]
    [InlineData("/v1/api-keys", """{"name":"a","roles":["ask","root"]}""", "roles")]
    [InlineData("/v1/api-keys", """{"name":"a","roles":["ask"],"expiresAt":"soon"}""", "expiresAt")]
    [InlineData("/v1/api-keys", """{"name":"a","roles":["ask"],"tenant":"other"}""", "tenant")]
    [InlineData("/v1/tenants", """{"name":"A/B"}""", "name")]
    [InlineData("/v1/tenants", "{}", "name")]
    public async Task Post_BadBody_NamesTheField(string path, string body, string field)
    {
        using var response = await SendAsync(HttpMethod.Post, path, Keys.Issue(Roles.Admin, TenantNames.Local), body);

        await BadRequestTests.AssertProblemAsync(response, 400, field == "tenant" ? "unknownField" : "invalid", field);
    }

    [Theory]
    [InlineData("GET", "/v1/tenants", null)]
    [InlineData("POST", "/v1/tenants", """{"name":"new"}""")]
    [InlineData("DELETE", "/v1/tenants/acme", null)]
    public async Task Tenants_AreForAdminsOfTheOperatorOnly(string method, string path, string? body)
    {
        using var own = await SendAsync(new(method), path, Keys.Issue(Roles.All, "acme"), body);
        using var role = await SendAsync(new(method), path, Keys.Issue(Roles.Ask | Roles.Operate, TenantNames.Local), body);

        await BadRequestTests.AssertProblemAsync(own, 403, "operatorOnly", null);
        await BadRequestTests.AssertProblemAsync(role, 403, "roleMissing", null);
    }

    [Fact]
    public async Task Tenant_Opened_AnswersWithItsFirstKey()
    {
        var admin = Keys.Issue(Roles.Admin, TenantNames.Local);
        using var response = await SendAsync(HttpMethod.Post, "/v1/tenants", admin, """{"name":"new"}""");
        using var closed = await SendAsync(HttpMethod.Delete, "/v1/tenants/local", admin);

        var opened = await TestGateway.ReadAsync(response);
        Assert.Equal((HttpStatusCode.Created, "new", "ac_first"), (response.StatusCode, opened.GetProperty("name").GetString(), opened.GetProperty("adminKey").GetProperty("key").GetString()));
        Assert.Equal(admin.Split('_')[1], gateway.Cluster.Tenancy.OpenedBy);
        await BadRequestTests.AssertProblemAsync(closed, 409, "operatorTenant", null);
    }

    [Fact]
    public async Task Key_Revoked_IsToldOrUnknown()
    {
        var admin = Keys.Issue(Roles.Admin);
        using var revoked = await SendAsync(HttpMethod.Delete, "/v1/api-keys/k1", admin);
        using var unknown = await SendAsync(HttpMethod.Delete, "/v1/api-keys/k2", admin);

        Assert.Equal("revoked", (await TestGateway.ReadAsync(revoked)).GetProperty("status").GetString());
        await BadRequestTests.AssertProblemAsync(unknown, 404, "unknownApiKey", "id");
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string key, string? body = null) => gateway.Http.SendAsync(new(method, path)
    {
        Headers = { { "X-API-Key", key } },
        Content = body is null ? null : TestGateway.Json(body),
    });
}
