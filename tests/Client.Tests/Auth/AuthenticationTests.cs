using System.Net;
using AgentCluster.Client.Auth;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Client.Tests.Http;
using AgentCluster.Tenancy;

namespace AgentCluster.Client.Tests.Auth;

public sealed class AuthenticationTests : IAsyncLifetime
{
    private readonly TestGateway _gateway = new();

    private FakeCredentials Keys => _gateway.Cluster.Credentials;

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("Authorization", "Bearer {0}")]
    [InlineData("Authorization", "bearer   {0}")]
    [InlineData("X-API-Key", "{0}")]
    public async Task Key_Valid_IsItsTenantWhateverTheRequestSays(string header, string form)
    {
        var key = Keys.Issue(Roles.Ask, "acme");

        using var response = await GetAsync("/v1/agents?tenant=other", (header, string.Format(null, form, key)), ("X-Tenant", "other"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("IRouterGrain:acme", Assert.Single(_gateway.Grains.Keys, asked => asked.StartsWith("IRouter", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Credential_Missing_Is401OnceAKeyWasIssued()
    {
        using var before = await GetAsync("/v1/agents");
        Keys.Revoke(Keys.Issue(Roles.Ask));
        _gateway.Cluster.Time.Advance(KnownCredentials.Kept);
        using var after = await GetAsync("/v1/agents");

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await BadRequestTests.AssertProblemAsync(after, 401, "credentialMissing", null);
        Assert.Equal("Bearer realm=\"AgentCluster\"", after.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("unknown", "credentialInvalid")]
    [InlineData("otherSecret", "credentialInvalid")]
    [InlineData("otherId", "credentialInvalid")]
    [InlineData("revoked", "credentialRevoked")]
    [InlineData("expired", "credentialExpired")]
    [InlineData("malformed", "credentialInvalid")]
    [InlineData("upperCase", "credentialInvalid")]
    [InlineData("empty", "credentialInvalid")]
    [InlineData("long", "credentialInvalid")]
    public async Task Key_NotValid_Is401AndNeverTheLocalPerson(string kind, string code)
    {
        var other = Keys.Issue(Roles.Ask);
        var valid = Keys.Issue(Roles.Ask, expiresAt: kind == "expired" ? _gateway.Cluster.Time.GetUtcNow() : null);
        if (kind == "revoked")
        {
            Keys.Revoke(valid);
        }

        var presented = kind switch
        {
            "unknown" => ApiKey.New().Text,
            "otherSecret" => valid[..20] + other[20..],
            "otherId" => other[..20] + valid[20..],
            "malformed" => valid[..^1],
            "upperCase" => valid.ToUpperInvariant(),
            "empty" => "",
            "long" => valid + new string('0', 8_000),
            _ => valid,
        };

        using var response = await GetAsync("/v1/agents", ("X-API-Key", presented));

        await BadRequestTests.AssertProblemAsync(response, 401, code, null);
        Assert.Contains("invalid_token", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_gateway.Grains.Keys, asked => asked.StartsWith("IRouter", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Headers_LongerThanTheServerTakes_Are431()
    {
        using var response = await GetAsync("/v1/agents", ("X-API-Key", new string('a', 40_000)));

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Headers_BothGiven_MustAgree()
    {
        var (key, other) = (Keys.Issue(Roles.Ask), Keys.Issue(Roles.Ask, "other"));

        using var same = await GetAsync("/v1/agents", ("Authorization", $"Bearer {key}"), ("X-API-Key", key));
        using var different = await GetAsync("/v1/agents", ("Authorization", $"Bearer {key}"), ("X-API-Key", other));

        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
        await BadRequestTests.AssertProblemAsync(different, 400, "credentialAmbiguous", null);
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    [InlineData("{0}")]
    public async Task Authorization_NotBearer_Is401(string form)
    {
        using var response = await GetAsync("/v1/agents", ("Authorization", string.Format(null, form, Keys.Issue(Roles.Ask))));

        await BadRequestTests.AssertProblemAsync(response, 401, "credentialInvalid", null);
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("api_key")]
    [InlineData("X-API-KEY")]
    [InlineData("anything")]
    public async Task Key_InTheAddress_IsRefusedEvenBesideAHeader(string name)
    {
        var key = Keys.Issue(Roles.Ask);

        using var response = await GetAsync($"/v1/agents?{name}={key}", ("X-API-Key", key));

        await BadRequestTests.AssertProblemAsync(response, 400, "credentialInAddress", null);
    }

    [Theory]
    [InlineData(Roles.Approve, "GET", "/v1/agents", 403)]
    [InlineData(Roles.Operate, "GET", "/v1/agents", 200)]
    [InlineData(Roles.Operate, "GET", "/v1/interactions", 403)]
    [InlineData(Roles.Admin, "GET", "/v1/interactions", 403)]
    [InlineData(Roles.Ask, "DELETE", "/v1/memories/m1", 403)]
    [InlineData(Roles.Operate, "DELETE", "/v1/memories/m1", 200)]
    [InlineData(Roles.Ask, "DELETE", "/v1/sources/default", 403)]
    [InlineData(Roles.Ask, "PUT", "/v1/safety/freeze", 403)]
    [InlineData(Roles.Admin, "GET", "/v1/safety/freeze", 200)]
    [InlineData(Roles.Ask, "GET", "/v1/audit", 403)]
    [InlineData(Roles.Admin, "GET", "/v1/audit/verify", 200)]
    [InlineData(Roles.Ask | Roles.Operate, "GET", "/v1/interactions", 200)]
    public async Task Role_Each_OpensItsOwnEndpointsOnly(Roles roles, string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new(method), path) { Headers = { { "X-API-Key", Keys.Issue(roles) } } };
        using var response = await _gateway.Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 403)
        {
            await BadRequestTests.AssertProblemAsync(response, 403, "roleMissing", null);
        }
    }

    [Fact]
    public async Task Key_Revoked_IsRefusedWithinFiveSecondsAndLookedUpOnceMeanwhile()
    {
        var key = Keys.Issue(Roles.Ask);
        for (var i = 0; i < 10; i++)
        {
            using var before = await GetAsync("/v1/agents", ("X-API-Key", key));
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        }

        Assert.Equal(1, Keys.Lookups);
        Keys.Revoke(key);
        _gateway.Cluster.Time.Advance(TimeSpan.FromSeconds(5));
        using var after = await GetAsync("/v1/agents", ("X-API-Key", key));

        await BadRequestTests.AssertProblemAsync(after, 401, "credentialRevoked", null);
    }

    [Fact]
    public async Task Key_ThatExpires_IsRefusedAtThatInstant()
    {
        var key = Keys.Issue(Roles.Ask, expiresAt: _gateway.Cluster.Time.GetUtcNow().AddSeconds(2));
        using var before = await GetAsync("/v1/agents", ("X-API-Key", key));
        _gateway.Cluster.Time.Advance(TimeSpan.FromSeconds(2));
        using var after = await GetAsync("/v1/agents", ("X-API-Key", key));

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await BadRequestTests.AssertProblemAsync(after, 401, "credentialExpired", null);
    }

    [Fact]
    public async Task Failures_TooMany_AreRefusedWithoutALookupWhileAKnownKeyPasses()
    {
        var key = Keys.Issue(Roles.Ask);
        using (await GetAsync("/v1/agents", ("X-API-Key", key)))
        {
        }

        for (var i = 0; i < FailureBrake.PerMinute; i++)
        {
            using var refused = await GetAsync("/v1/agents", ("X-API-Key", ApiKey.New().Text));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        _gateway.Cluster.Time.Advance(KnownCredentials.Kept);
        var lookups = Keys.Lookups;
        using var tooMany = await GetAsync("/v1/agents", ("X-API-Key", ApiKey.New().Text));
        using var malformed = await GetAsync("/v1/agents", ("X-API-Key", "guess"));
        using var known = await GetAsync("/v1/agents", ("X-API-Key", key));

        await BadRequestTests.AssertProblemAsync(tooMany, 429, "tooManyFailures", null);
        Assert.Equal(TimeSpan.FromSeconds(60), tooMany.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.TooManyRequests, malformed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        Assert.Equal(lookups + 1, Keys.Lookups);
    }

    [Fact]
    public async Task Key_Valid_NeedsNoHostOfThisMachine()
    {
        using var response = await GetAsync("/v1/agents", ("X-API-Key", Keys.Issue(Roles.Ask)), ("Host", "agents.example"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return _gateway.Http.SendAsync(request);
    }
}
