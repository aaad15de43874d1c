using System.Net.Http.Json;
using System.Text.Json;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Postgres;
using AgentCluster.TestKit.Processes;

namespace AgentCluster.Silo.Tests.Program;

public sealed class ClusterTests : IAsyncLifetime
{
    private const string Right = "SELECT COUNT(*) FROM river WHERE length > 1000";
    private const int Askers = 16;

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private TestPostgres _database = null!;
    private ProcessCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _database = await TestPostgres.CreateAsync();
        _cluster = new(_database.SiloConnectionString, TestData.PathOf("geography.sqlite"), _folder.Path);
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _database.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Silos_KilledAndStoppedWhileAsked_LoseNoQuestionAndNothingLearned()
    {
        var (killed, stopped, gateway) = (_cluster.AddSilo(), _cluster.AddSilo(), _cluster.AddGateway());
        await _cluster.ReadyAsync();
        _http.BaseAddress = gateway.Url;
        var first = await AskAsync("How many rivers are in trouble?");
        await _http.PostAsync($"/v1/interactions/{first.Text("interactionId")}/feedback", new { verdict = "incorrect", correctedSql = Right });

        var whileKilled = AskAllAsync();
        await killed.SignalAsync("KILL");
        Assert.All(await whileKilled, answer => Assert.Equal("completed", answer.Text("status")));
        await killed.ReadyAsync();

        var whileStopped = AskAllAsync();
        await stopped.StopAsync();
        Assert.All(await whileStopped, answer => Assert.Equal("completed", answer.Text("status")));
        Assert.Equal(0, Assert.Single(stopped.Exits).Code);

        Assert.Equal(Right, (await AskAsync("how many rivers are in trouble?")).Text("sql"));
        var all = await _http.ReadAsync("/v1/interactions?limit=200");
        Assert.Equal(2 + 2 * Askers, all.GetProperty("items").GetArrayLength());
    }

    private Task<JsonElement[]> AskAllAsync() =>
        Task.WhenAll(Enumerable.Range(1, Askers).Select(number => AskAsync($"Which {number} rivers are the longest?")));

    /// <summary>Asks as a client is told to: with a key, again when the answer says that it may be, and until the question has ended.</summary>
    private async Task<JsonElement> AskAsync(string question)
    {
        var key = Guid.NewGuid().ToString("N");
        var asked = await RepeatAsync(() => new(HttpMethod.Post, "/v1/ask") { Content = JsonContent.Create(new { question, waitSeconds = 20 }), Headers = { { "Idempotency-Key", key } } });
        return asked.Text("status") == "running" ? await RepeatAsync(() => new(HttpMethod.Get, $"/v1/interactions/{asked.Text("interactionId")}?waitSeconds=30")) : asked;
    }

    private async Task<JsonElement> RepeatAsync(Func<HttpRequestMessage> make)
    {
        var (_, answer) = await Eventually.GetAsync(
            async () =>
            {
                using var request = make();
                using var response = await _http.SendAsync(request);
                var text = await response.Content.ReadAsStringAsync();
                Assert.True(response.IsSuccessStatusCode || response.Headers.RetryAfter is not null, text);
                return (response.IsSuccessStatusCode, JsonDocument.Parse(text).RootElement);
            },
            reply => reply.IsSuccessStatusCode,
            TimeSpan.FromSeconds(60));
        return answer;
    }
}
