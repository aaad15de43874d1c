using System.Net.Http.Json;
using System.Text.Json;
using AgentCluster.Benchmarks.Chaos;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Processes;
using Npgsql;

namespace AgentCluster.Benchmarks.Approvals;

/// <summary>Silos and a gateway as processes over a throw-away PostgreSQL, whose default source counts effects.</summary>
internal sealed class ApprovalsCluster : IAsyncDisposable
{
    private readonly HttpClient _http;

    private ApprovalsCluster(ChaosDatabase database, CounterDatabase counter, ProcessCluster processes)
    {
        (Database, Counter, Processes) = (database, counter, processes);
        _http = new() { BaseAddress = processes.Gateways[0].Url, Timeout = TimeSpan.FromSeconds(90) };
    }

    public ChaosDatabase Database { get; }

    public CounterDatabase Counter { get; }

    public ProcessCluster Processes { get; }

    public HttpClient Http => _http;

    /// <summary>Starts it; every process is ready when this returns.</summary>
    public static async Task<ApprovalsCluster> StartAsync(int silos, int actions, string logs, Dictionary<string, string> settings, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(logs);
        var database = await ChaosDatabase.LaunchAsync();
        var counter = await CounterDatabase.CreateAsync(database, actions);
        var all = new Dictionary<string, string>(settings.Concat(counter.Settings))
        {
            ["AgentCluster__Budgets__ChangesPerMinute"] = "100000",
            ["AgentCluster__Budgets__TenantChangesPerHour"] = "1000000",
        };
        var processes = new ProcessCluster(database.Silo, "", logs, settings: all);
        for (var i = 0; i < silos; i++)
        {
            processes.AddSilo();
        }

        processes.AddGateway();
        await processes.ReadyAsync(cancellationToken);
        return new(database, counter, processes);
    }

    /// <summary>Proposes an action, again and again until it waits for a decision: what was proposed twice is one request.</summary>
    public async Task<FiledRequest> FileAsync(int action, CancellationToken cancellationToken)
    {
        var key = Guid.NewGuid().ToString("N");
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/tools/execute_sql/invocations")
            {
                Content = JsonContent.Create(new { arguments = new { sql = CounterDatabase.Statement(action) } }),
                Headers = { { "Idempotency-Key", key } },
            };
            if (await SendAsync(request, cancellationToken) is { } filed && filed.TryGetProperty("approvalId", out var id) && id.GetString() is { } approval
                && await SendAsync(new(HttpMethod.Get, $"/v1/approvals/{approval}"), cancellationToken) is { } shown)
            {
                return FiledRequest.Of(action, shown);
            }

            await Task.Delay(500, cancellationToken);
        }
    }

    /// <summary>Decides once, as a client that does not come back does; whether the answer said that the decision counts.</summary>
    public async Task<bool> DecideAsync(FiledRequest request, string decision, CancellationToken cancellationToken)
    {
        var body = JsonContent.Create(new { decision, hash = request.Hash });
        return await SendAsync(new(HttpMethod.Post, $"/v1/approvals/{request.Id}/decision") { Content = body }, cancellationToken) is not null;
    }

    /// <summary>Where every request stands.</summary>
    public async Task<List<StandingRequest>> RequestsAsync()
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Database.Admin) { Pooling = false });
        await using var command = source.CreateCommand("SELECT id, sql, status, decisions FROM agentcluster.human_approval_queue");
        await using var rows = await command.ExecuteReaderAsync();
        var requests = new List<StandingRequest>();
        while (await rows.ReadAsync())
        {
            using var decisions = JsonDocument.Parse(rows.GetString(3));
            requests.Add(new(
                rows.GetString(0), CounterDatabase.ActionOf(rows.GetString(1)), rows.GetString(2),
                [.. decisions.RootElement.EnumerateArray().Select(given => given.GetProperty("decision").ToString())]));
        }

        return requests;
    }

    /// <summary>Waits until nothing is open; what never comes to rest is seen in the figures.</summary>
    public async Task<List<StandingRequest>> SettledAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var requests = await RequestsAsync();
        while (requests.Exists(request => request.IsOpen) && TimeProvider.System.GetElapsedTime(started) < patience)
        {
            await Task.Delay(500, cancellationToken);
            requests = await RequestsAsync();
        }

        return requests;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Processes.DisposeAsync();
    }

    /// <summary>The answer of a call that succeeded, or null.</summary>
    private async Task<JsonElement?> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using (request)
            {
                using var answer = await _http.SendAsync(request, cancellationToken);
                return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken) : null;
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
