using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AgentCluster.TestKit;

namespace AgentCluster.Silo.Tests.Program;

/// <summary>Keys and tenants of the real program.</summary>
public sealed class KeysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.File("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OpenAddress_WithoutKeys_RefusesToStart()
    {
        var (exit, output) = await SiloProcess.RunAsync("--data", Data, "--urls", "http://0.0.0.0:0");

        Assert.Equal(1, exit);
        Assert.Contains("not a loopback address", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_IssuedBeforeTheStart_OpenTheAddressForTheirTenantsOnly()
    {
        var admin = await IssueAsync("--name", "mine", "--role", "ask,operate", "--role", "admin");
        await using var silo = await SiloProcess.StartAsync(Data, "--urls", "http://0.0.0.0:0");
        using var nobody = await silo.Http.GetAsync(new Uri("/v1/agents", UriKind.Relative));
        using var page = await silo.Http.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (nobody.StatusCode, page.StatusCode));

        using var opened = await SendAsync(silo, HttpMethod.Post, "/v1/tenants", admin, new { name = "acme" });
        var first = (await JsonAsync(opened)).GetProperty("adminKey").GetProperty("key").GetString()!;
        using var issued = await SendAsync(silo, HttpMethod.Post, "/v1/api-keys", first, new { name = "asker", roles = new[] { "ask" } });
        var asker = (await JsonAsync(issued)).GetProperty("key").GetString()!;

        // Twenty agents of its own, and none of the other's sources, memories or questions.
        await AskAsync(silo, admin, "How many clients are there?");
        Assert.Equal(20, (await ItemsAsync(silo, "/v1/agents", asker)).GetArrayLength());
        foreach (var list in new[] { "/v1/sources", "/v1/memories", "/v1/interactions" })
        {
            Assert.Equal(0, (await ItemsAsync(silo, list, asker)).GetArrayLength());
            Assert.NotEqual(0, (await ItemsAsync(silo, list, admin)).GetArrayLength());
        }

        var interaction = (await ItemsAsync(silo, "/v1/interactions", admin))[0].GetProperty("interactionId").GetString();
        using var foreign = await SendAsync(silo, HttpMethod.Get, $"/v1/interactions/{interaction}", asker);
        using var unknown = await SendAsync(silo, HttpMethod.Post, "/v1/ask", asker, new { question = "How many clients are there?" });
        using var tenants = await SendAsync(silo, HttpMethod.Get, "/v1/tenants", first);
        using var escalate = await SendAsync(silo, HttpMethod.Post, "/v1/api-keys", asker, new { name = "more", roles = new[] { "admin" } });
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal("unknownSource", (await JsonAsync(unknown)).Text("code"));
        Assert.Equal("operatorOnly", (await JsonAsync(tenants)).Text("code"));
        Assert.Equal("roleMissing", (await JsonAsync(escalate)).Text("code"));
        Assert.DoesNotContain(asker, silo.Output, StringComparison.Ordinal);

        // A person's browser asks for the key as a password, for the dashboard and nowhere else.
        using var asked = await silo.Http.GetAsync(new Uri("/dashboard/", UriKind.Relative));
        Assert.Contains(asked.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Basic");
        Assert.Equal(HttpStatusCode.OK, await ByPasswordAsync(silo, "/dashboard/", admin));
        Assert.Equal(HttpStatusCode.Forbidden, await ByPasswordAsync(silo, "/dashboard/", asker));
        using var issuedOperator = await SendAsync(silo, HttpMethod.Post, "/v1/api-keys", first, new { name = "operator", roles = new[] { "operate" } });
        var operating = (await JsonAsync(issuedOperator)).GetProperty("key").GetString()!;
        using var foreignOperator = await SendAsync(silo, HttpMethod.Get, "/dashboard/DashboardCounters", operating);
        Assert.Equal("operatorOnly", (await JsonAsync(foreignOperator)).Text("code"));
        Assert.Equal(HttpStatusCode.Unauthorized, await ByPasswordAsync(silo, "/v1/agents", admin));
    }

    [Fact]
    public async Task Keys_IssuedAndRevokedBesideARunningCluster_TakeEffectWithinSeconds()
    {
        await using var silo = await SiloProcess.StartAsync(Data);
        await silo.Http.AskAsync("How many clients are there?");
        var key = await IssueAsync("--name", "late", "--tenant", "late", "--expires", "30d");

        await Eventually.GetAsync(() => StatusAsync(silo, null), status => status == HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, key));
        var (_, listed) = await SiloProcess.RunAsync("keys", "list", "--tenant", "late", "--data", Data);
        Assert.Contains("valid", listed, StringComparison.Ordinal);
        Assert.DoesNotContain(key, listed, StringComparison.Ordinal);

        var (revoked, _) = await SiloProcess.RunAsync("keys", "revoke", key.Split('_')[1], "--tenant", "late", "--data", Data);
        Assert.Equal(0, revoked);
        await Eventually.GetAsync(() => StatusAsync(silo, key), status => status == HttpStatusCode.Unauthorized);
    }

    private async Task<string> IssueAsync(params string[] arguments)
    {
        var (exit, output) = await SiloProcess.RunAsync(["keys", "create", "--data", Data, .. arguments]);
        Assert.True(exit == 0, output);
        return Assert.Single(output.Split('\n', StringSplitOptions.TrimEntries), line => line.StartsWith("ac_", StringComparison.Ordinal));
    }

    private static async Task<HttpStatusCode> StatusAsync(SiloProcess silo, string? key)
    {
        using var response = await SendAsync(silo, HttpMethod.Get, "/v1/agents", key);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> ByPasswordAsync(SiloProcess silo, string path, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{key}")));
        using var response = await silo.Http.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task AskAsync(SiloProcess silo, string key, string question)
    {
        using var answer = await SendAsync(silo, HttpMethod.Post, "/v1/ask", key, new { question });
        Assert.Equal("completed", (await JsonAsync(answer)).Text("status"));
    }

    private static async Task<JsonElement> ItemsAsync(SiloProcess silo, string path, string key)
    {
        using var response = await SendAsync(silo, HttpMethod.Get, path, key);
        return (await JsonAsync(response)).GetProperty("items");
    }

    private static Task<HttpResponseMessage> SendAsync(SiloProcess silo, HttpMethod method, string path, string? key, object? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Authorization = new("Bearer", key);
        }

        return silo.Http.SendAsync(request);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
}
