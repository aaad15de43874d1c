using System.Net.Http.Json;
using System.Text.Json;
using AgentCluster.Silo.Tests.Program;

namespace AgentCluster.Silo.Tests.Isolation;

/// <summary>Random requests of one tenant's client; keeps every answer's text, and the ids that it was told.</summary>
internal sealed class TenantClient(HttpClient http, string tenant, Random random)
{
    private static readonly string[] Lists =
    [
        "/v1/agents", "/v1/interactions", "/v1/memories", "/v1/memories?query=who+wrote+what", "/v1/sources", "/v1/discovery", "/v1/discovery/tables",
        "/v1/discovery/relationships", "/v1/discovery/changes", "/v1/discovery/patterns", "/v1/discovery/graph", "/v1/learning/status", "/v1/learning/patterns",
        "/v1/api-keys", "/v1/context?question=How+many+entries+are+there", "/v1/conversations/shared",
    ];

    private readonly List<string> _memories = [];
    private readonly List<string> _interactions = [];

    public string Tenant => tenant;

    public List<string> Answers { get; } = [];

    /// <summary>Paths of what is this tenant's own.</summary>
    public IEnumerable<(HttpMethod Method, string Path)> Own =>
    [
        .. _memories.SelectMany(id => new[] { (HttpMethod.Get, $"/v1/memories/{id}"), (HttpMethod.Get, $"/v1/memories/{id}/history"), (HttpMethod.Delete, $"/v1/memories/{id}") }),
        .. _interactions.SelectMany(id => new[] { (HttpMethod.Get, $"/v1/interactions/{id}"), (HttpMethod.Get, $"/v1/interactions/{id}/rows.csv"), (HttpMethod.Post, $"/v1/interactions/{id}/cancel") }),
    ];

    public async Task RunAsync(int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            await (random.Next(10) switch
            {
                0 => RememberAsync(),
                1 => AskAsync(),
                2 when _interactions.Count > 0 => SendAsync(HttpMethod.Get, $"/v1/interactions/{_interactions[random.Next(_interactions.Count)]}"),
                3 when _memories.Count > 0 => SendAsync(HttpMethod.Get, $"/v1/memories/{_memories[random.Next(_memories.Count)]}"),
                _ => SendAsync(HttpMethod.Get, Lists[random.Next(Lists.Length)]),
            });
        }
    }

    /// <summary>The status of a request whose answer does not count.</summary>
    public async Task<int> TryAsync(HttpMethod method, string path)
    {
        using var response = await http.SendAsync(new(method, path));
        return (int)response.StatusCode;
    }

    private async Task RememberAsync()
    {
        var stored = await SendAsync(HttpMethod.Post, "/v1/memories", new { items = new[] { new { content = $"{tenant} wrote {random.Next()}" } } });
        if (stored.GetProperty("items")[0].Text("id") is { } id)
        {
            _memories.Add(id);
        }
    }

    // Both tenants use the same conversation, and the same keys for requests of the same bytes.
    private async Task AskAsync()
    {
        var question = random.Next(2) == 0 ? "How many entries are there?" : "List the owners of the entries";
        var answer = await SendAsync(HttpMethod.Post, "/v1/ask", new { question, conversationId = "shared" }, $"key{random.Next(50)}{question.Length}");
        _interactions.Add(answer.Text("interactionId")!);
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode || path.StartsWith("/v1/conversations", StringComparison.Ordinal), $"{method} {path}: {text}");
        Answers.Add(text);
        return JsonDocument.Parse(text).RootElement;
    }
}
