using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using AgentCluster.TestKit;
using MimeKit;

namespace AgentCluster.Silo.Tests.Program;

/// <summary>The way of a mailed request through the real program: the mail, its link, the page, the decision, the change, the mail about it.</summary>
public sealed partial class MailedApprovalTests : IAsyncLifetime
{
    private const string Host = "agents.example";

    private readonly TemporaryFolder _folder = new();
    private readonly SmtpStandIn _mail = new();
    private SiloProcess _silo = null!;

    public async Task InitializeAsync() => _silo = await SiloProcess.StartAsync(
        _folder.File("data"),
        new Dictionary<string, string>
        {
            ["AgentCluster__PublicUrl"] = $"https://{Host}",
            ["AgentCluster__Email__Host"] = "127.0.0.1",
            ["AgentCluster__Email__Port"] = _mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["AgentCluster__Email__Security"] = "None",
            ["AgentCluster__Email__From"] = "desk@shop.example",
            ["AgentCluster__Email__AllowedDomains__0"] = "shop.example",
        });

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _mail.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task MailedLink_LookedAtAndDecided_CountsOnceForWhomItWasMailedTo()
    {
        using var put = await _silo.Http.PutAsJsonAsync("/v1/approvers", new
        {
            items = new[] { new { id = "maria", name = "Maria", roles = new[] { "approver" }, channels = new[] { new { channel = "email", user = "maria@shop.example" } } } },
        });
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        var approval = await _silo.Http.ApprovalAsync(await _silo.Http.InvokeAsync("execute_sql", new { sql = "UPDATE tickets SET priority = 'high' WHERE id = 12" }));
        var path = await LinkAsync();

        var (code, page) = await SendAsync(HttpMethod.Get, path);
        var scanned = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SendAsync(HttpMethod.Get, path)).Append(SendAsync(HttpMethod.Head, path)));
        var (forged, _) = await SendAsync(HttpMethod.Post, path[..^1] + (path[^1] == 'A' ? 'B' : 'A'), Form("approve", approval.Text("hash")!));
        var (cut, _) = await SendAsync(HttpMethod.Post, path[..^10], Form("approve", approval.Text("hash")!));
        var (_, stale) = await SendAsync(HttpMethod.Post, path, Form("approve", "another"));
        var undecided = await _silo.Http.ReadAsync($"/v1/approvals/{approval.Text("id")}");

        Assert.Equal(HttpStatusCode.OK, code);
        Assert.Contains("Change 1 row of tickets in source &#39;default&#39;", page, StringComparison.Ordinal);
        Assert.Contains(approval.Text("hash")!, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.All(scanned.SkipLast(1), answer => Assert.Equal(HashIn(page), HashIn(answer.Page)));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (forged, cut));
        Assert.Contains("does not count", stale, StringComparison.Ordinal);
        Assert.Equal(("pending", 0), (undecided.Text("status"), undecided.GetProperty("decisions").GetArrayLength()));

        var (_, decided) = await SendAsync(HttpMethod.Post, path, Form("approve", HashIn(page)));
        var (_, again) = await SendAsync(HttpMethod.Post, path, Form("reject", HashIn(page)));
        var settled = await Eventually.GetAsync(() => _silo.Http.ReadAsync($"/v1/approvals/{approval.Text("id")}"), found => found.Text("status") == "executed");
        var mails = await Eventually.GetAsync(() => Task.FromResult(_mail.Messages.ToArray()), messages => messages.Length == 2);

        Assert.DoesNotContain("does not count", decided, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", decided, StringComparison.Ordinal);
        Assert.Contains("does not count", again, StringComparison.Ordinal);
        var given = Assert.Single(settled.GetProperty("decisions").EnumerateArray());
        Assert.Equal(("maria", "email", "approve"), (given.Text("by"), given.Text("channel"), given.Text("decision")));
        Assert.Contains("Decided", Parsed(mails[1]).Subject, StringComparison.Ordinal);
    }

    private async Task<string> LinkAsync()
    {
        var mails = await Eventually.GetAsync(() => Task.FromResult(_mail.Messages.ToArray()), messages => messages.Length > 0);
        return LinkPattern().Match(Parsed(mails[0]).TextBody!).Groups["path"].Value;
    }

    private async Task<(HttpStatusCode Code, string Page)> SendAsync(HttpMethod method, string path, FormUrlEncodedContent? form = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = form };
        request.Headers.Host = Host;
        using var response = await _silo.Http.SendAsync(request);
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(("no-store", "no-referrer"), (response.Headers.CacheControl?.ToString(), response.Headers.GetValues("Referrer-Policy").Single()));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static FormUrlEncodedContent Form(string decision, string hash) => new(new Dictionary<string, string> { ["decision"] = decision, ["hash"] = hash, ["reason"] = "looked at it" });

    private static string HashIn(string page) => HashPattern().Match(page).Groups["hash"].Value;

    private static MimeMessage Parsed(string message) => MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(message)));

    [GeneratedRegex(@"https://agents\.example(?<path>/callbacks/approvals/[A-Za-z0-9_-]+)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex("name=\"hash\" value=\"(?<hash>[^\"]+)\"")]
    private static partial Regex HashPattern();
}
