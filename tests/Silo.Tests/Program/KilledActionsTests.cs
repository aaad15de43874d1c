using System.Text.Json;
using AgentCluster.Storage;
using AgentCluster.TestKit;

namespace AgentCluster.Silo.Tests.Program;

/// <summary>
/// kill -9 of the whole program around the commit of approved actions. Locks that the test holds make the moment certain: the lock on the
/// source keeps what was approved from its commit, the one on the platform's file keeps what was committed from being written down.
/// </summary>
public sealed class KilledActionsTests : IDisposable
{
    private const int Kills = 3;
    private const int Together = 4;

    private readonly TemporaryFolder _folder = new();
    private readonly CountedSource _source;
    private int _filed;

    public KilledActionsTests() => _source = new(_folder.File("source.db"));

    private string Data => _folder.File("data");

    private string Platform => Path.Combine(Data, "platform.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Kill_BetweenApprovalAndCommit_RunsEveryApprovedActionOnceAfterARestart() => KillAsync(async (silo, approvals) =>
    {
        using (_source.Lock())
        {
            var decisions = approvals.Select(approval => ApproveAsync(silo.Http, approval)).ToList();
            await Eventually.GetAsync(RequestsAsync, requests => requests.Values.Any(request => request.Status == "executing"));
            await silo.KillAsync();
            Assert.All(await Task.WhenAll(decisions), status => Assert.Null(status));
        }

        Assert.Equal(_filed - Together, _source.Effects().Count);
    });

    [Fact]
    public Task Kill_BetweenCommitAndAcknowledgement_RunsNoActionAgainAfterARestart() => KillAsync(async (silo, approvals) =>
    {
        var source = _source.Lock();
        var decisions = approvals.Select(approval => ApproveAsync(silo.Http, approval)).ToList();
        await Eventually.GetAsync(RequestsAsync, requests => requests.Values.Any(request => request.Status == "executing"));
        using (CountedSource.Lock(Platform))
        {
            await source.DisposeAsync();
            await Eventually.GetAsync(() => Task.FromResult(_source.Effects().Count), effects => effects > _filed - Together);
            await silo.KillAsync();
            Assert.All(await Task.WhenAll(decisions), status => Assert.Null(status));
        }

        Assert.Contains((await RequestsAsync()).Values, request => request.Status == "executing" && _source.Effects().ContainsKey(request.Action));
    });

    /// <summary>Has the program killed over actions that wait for a decision, starts it again and counts; and that a few times.</summary>
    private async Task KillAsync(Func<SiloProcess, List<JsonElement>, Task> kill)
    {
        var silo = await SiloProcess.StartAsync(Data, _source.Settings);
        try
        {
            for (var kills = 0; kills < Kills; kills++)
            {
                await kill(silo, await FileAsync(silo.Http));
                await silo.DisposeAsync();
                silo = await SiloProcess.StartAsync(Data, _source.Settings);
                await AssertOnceAsync(silo.Http);
            }
        }
        finally
        {
            await silo.DisposeAsync();
        }
    }

    /// <summary>Files actions that nobody filed before; each waits for a decision.</summary>
    private async Task<List<JsonElement>> FileAsync(HttpClient http)
    {
        var approvals = new List<JsonElement>();
        for (var i = 0; i < Together; i++)
        {
            approvals.Add(await http.ApprovalAsync(await http.InvokeAsync("execute_sql", new { sql = CountedSource.Statement(++_filed) })));
        }

        return approvals;
    }

    /// <summary>What was approved ends as executed without anybody's doing, the rest when it is approved; then all is counted.</summary>
    private async Task AssertOnceAsync(HttpClient http)
    {
        await Eventually.GetAsync(RequestsAsync, requests => requests.Values.All(request => request.Status is "executed" or "pending"));
        foreach (var (id, _) in (await RequestsAsync()).Where(request => request.Value.Status == "pending"))
        {
            Assert.Equal("executed", await ApproveAsync(http, await http.ReadAsync($"/v1/approvals/{id}")));
        }

        Assert.Equal(Enumerable.Range(1, _filed).ToDictionary(action => action, _ => 1), _source.Effects());
        Assert.True((await http.ReadAsync("/v1/audit/verify")).GetProperty("intact").GetBoolean());
    }

    /// <summary>Approves a request; what it came to, or null when the program died before it said so.</summary>
    private static async Task<string?> ApproveAsync(HttpClient http, JsonElement approval)
    {
        try
        {
            return (await http.DecideAsync(approval, "approve")).Body.Text("status");
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Where every request stands, and the action it is about, as the platform's file says.</summary>
    private Task<Dictionary<string, (string Status, int Action)>> RequestsAsync()
    {
        using var connection = CountedSource.Open(Platform);
        return Task.FromResult(connection.Query(
            row => (Id: row.GetString(0), Status: row.GetString(1), Sql: row.GetString(2)), "SELECT id, status, sql FROM human_approval_queue")
            .ToDictionary(row => row.Id, row => (row.Status, int.Parse(row.Sql[(row.Sql.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture))));
    }
}
