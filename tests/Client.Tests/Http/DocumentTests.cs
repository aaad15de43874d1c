using System.Text.Json;
using System.Text.RegularExpressions;
using AgentCluster.Client.Tests.Fakes;

namespace AgentCluster.Client.Tests.Http;

public sealed partial class DocumentTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Fact]
    public async Task OpenApi_Document_ListsEveryOperationOfThisRelease()
    {
        var document = JsonDocument.Parse(await gateway.Http.GetStringAsync("/openapi/v1.json")).RootElement;

        var listed = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"))
            .Order(StringComparer.Ordinal);
        string[] expected =
        [
            "DELETE /v1/api-keys/{id}", "DELETE /v1/memories/{id}", "DELETE /v1/sources/{name}", "DELETE /v1/tenants/{name}", "DELETE /v1/webhooks/{name}", "GET /callbacks/approvals/{link}", "GET /health/live",
            "GET /health/ready", "GET /health/startup", "GET /v1/agents", "GET /v1/agents/{agent}", "GET /v1/api-keys", "GET /v1/approvals",
            "GET /v1/approvals/{id}", "GET /v1/approvers", "GET /v1/audit", "GET /v1/audit/verify", "GET /v1/context", "GET /v1/conversations/{id}", "GET /v1/discovery",
            "GET /v1/discovery/changes", "GET /v1/discovery/functions", "GET /v1/discovery/graph", "GET /v1/discovery/patterns",
            "GET /v1/discovery/relationships", "GET /v1/discovery/tables", "GET /v1/discovery/tables/{schema}.{table}", "GET /v1/executions",
            "GET /v1/executions/{id}", "GET /v1/interactions", "GET /v1/interactions/{id}", "GET /v1/interactions/{id}/events",
            "GET /v1/interactions/{id}/rows.csv", "GET /v1/learning/patterns", "GET /v1/learning/status", "GET /v1/memories", "GET /v1/memories/{id}",
            "GET /v1/memories/{id}/history", "GET /v1/safety/freeze", "GET /v1/safety/policy", "GET /v1/sources", "GET /v1/sources/{name}", "GET /v1/tenants",
            "GET /v1/tools", "GET /v1/tools/{name}", "GET /v1/tools/{name}/versions", "GET /v1/webhooks", "GET /v1/webhooks/{name}",
            "POST /callbacks/approvals/{link}", "POST /callbacks/slack", "POST /callbacks/telegram", "POST /v1/agents/{agent}/ask", "POST /v1/api-keys",
            "POST /v1/approvals", "POST /v1/approvals/decisions", "POST /v1/approvals/{id}/decision", "POST /v1/approvals/{id}/renew", "POST /v1/ask",
            "POST /v1/discovery/runs", "POST /v1/executions/{id}/undo", "POST /v1/interactions/{id}/cancel",
            "POST /v1/interactions/{id}/feedback", "POST /v1/learning/examples", "POST /v1/learning/runs", "POST /v1/memories", "POST /v1/memories/{id}/restore",
            "POST /v1/safety/inspections", "POST /v1/tenants", "POST /v1/tools", "POST /v1/tools/{name}/invocations", "POST /v1/tools/{name}/restore",
            "POST /v1/tools/{name}/retire", "PUT /v1/approvers", "PUT /v1/learning/schedule", "PUT /v1/safety/freeze", "PUT /v1/sources/{name}",
            "PUT /v1/webhooks/{name}",
        ];
        Assert.Equal(expected, listed);
    }

    [Fact]
    public async Task OpenApi_Ask_SaysBodyKeyAndAnswers()
    {
        var document = JsonDocument.Parse(await gateway.Http.GetStringAsync("/openapi/v1.json")).RootElement;
        var ask = document.GetProperty("paths").GetProperty("/v1/ask").GetProperty("post");

        Assert.Contains("question", ask.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetRawText() + document.GetProperty("components").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Idempotency-Key", ask.GetProperty("parameters").GetRawText(), StringComparison.Ordinal);
        Assert.True(ask.GetProperty("responses").TryGetProperty("202", out _));
        Assert.NotEmpty(ask.GetProperty("summary").GetString()!);
        Assert.Equal("Asking", ask.GetProperty("tags")[0].GetString());
    }

    [Fact]
    public async Task OpenApi_Operation_StatesItsCredentialsAndItsRole()
    {
        var document = JsonDocument.Parse(await gateway.Http.GetStringAsync("/openapi/v1.json")).RootElement;
        var schemes = document.GetProperty("components").GetProperty("securitySchemes");
        var put = document.GetProperty("paths").GetProperty("/v1/sources/{name}").GetProperty("put");
        var live = document.GetProperty("paths").GetProperty("/health/live").GetProperty("get");

        Assert.Equal(("http", "bearer"), (schemes.GetProperty("bearer").GetProperty("type").GetString(), schemes.GetProperty("bearer").GetProperty("scheme").GetString()));
        Assert.Equal("X-API-Key", schemes.GetProperty("apiKey").GetProperty("name").GetString());
        Assert.Equal("""[{"bearer":[]},{"apiKey":[]}]""", string.Concat(put.GetProperty("security").GetRawText().Where(c => !char.IsWhiteSpace(c))));
        Assert.Contains("operate", put.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.True(put.GetProperty("responses").TryGetProperty("401", out _));
        Assert.True(put.GetProperty("responses").TryGetProperty("403", out _));
        Assert.False(live.TryGetProperty("security", out _));
    }

    [Fact]
    public async Task Reference_Page_LoadsNothingFromElsewhere()
    {
        using var response = await gateway.Http.GetAsync("/scalar/");
        var html = await response.Content.ReadAsStringAsync();

        Assert.DoesNotMatch(OutsideAsset(), html);
        Assert.Contains("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        foreach (Match script in Script().Matches(html))
        {
            using var asset = await gateway.Http.GetAsync(new Uri(response.RequestMessage!.RequestUri!, script.Groups[1].Value));
            Assert.True(asset.IsSuccessStatusCode, script.Value);
            Assert.NotEmpty(await asset.Content.ReadAsByteArrayAsync());
        }

        Assert.NotEmpty(Script().Matches(html));
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/app.js", "text/javascript")]
    [InlineData("/app.css", "text/css")]
    public async Task Page_Files_ComeFromTheAssemblyUnderAStrictPolicy(string path, string mediaType)
    {
        using var response = await gateway.Http.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotMatch(OutsideAsset(), text);
        Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
    }

    [GeneratedRegex("""(src|href)=["'](https?:)?//|@import|url\(["']?https?:""", RegexOptions.IgnoreCase)]
    private static partial Regex OutsideAsset();

    [GeneratedRegex("""<script[^>]*\ssrc=["']([^"']+)["']""", RegexOptions.IgnoreCase)]
    private static partial Regex Script();
}
