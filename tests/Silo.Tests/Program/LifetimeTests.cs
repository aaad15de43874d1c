using AgentCluster.Storage;
using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Silo.Tests.Program;

public sealed class LifetimeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.File("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_AfterQuestionsWereAcknowledged_CompletesEachOnceAfterARestartAndRemembersTheCorrection()
    {
        const string Right = "SELECT COUNT(*) FROM clients WHERE status = 'paused'";
        var acknowledged = new List<string>();
        await using (var silo = await SiloProcess.StartAsync(Data))
        {
            var first = await silo.Http.AskAsync("How many clients are in trouble?");
            await silo.Http.PostAsync($"/v1/interactions/{first.Text("interactionId")}/feedback", new { verdict = "incorrect", correctedSql = Right });
            var asks = Enumerable.Range(0, 40).Select(i => silo.Http.AskAsync($"How many clients have an id above {i}?", waitSeconds: 0));
            acknowledged.AddRange((await Task.WhenAll(asks)).Select(answer => answer.Text("interactionId")!));
            await silo.KillAsync();
        }

        await using var restarted = await SiloProcess.StartAsync(Data);
        foreach (var id in acknowledged)
        {
            var ended = await Eventually.GetAsync(() => restarted.Http.ReadAsync($"/v1/interactions/{id}?waitSeconds=5"), interaction => interaction.Text("status") == "completed");
            Assert.Single(ended.GetProperty("steps").EnumerateArray(), step => step.Text("kind") == "answered");
        }

        var again = await restarted.Http.AskAsync("how many of our clients are in trouble now");
        Assert.Equal(Right, again.Text("sql"));
    }

    [Fact]
    public async Task Start_WithARunThatACrashLeft_CompletesItByItself()
    {
        string id;
        await using (var silo = await SiloProcess.StartAsync(Data))
        {
            id = (await silo.Http.AskAsync("How many clients are there?")).Text("interactionId")!;
            await silo.StopAsync();
        }

        Rewind(id);
        await using var restarted = await SiloProcess.StartAsync(Data);
        var listed = await Eventually.GetAsync(
            () => restarted.Http.ReadAsync("/v1/interactions?status=completed"),
            page => page.GetProperty("items").EnumerateArray().Any(item => item.Text("interactionId") == id));

        Assert.Equal(1, listed.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Stop_ByASignal_DrainsAndExitsWithZero()
    {
        await using var silo = await SiloProcess.StartAsync(Data);
        await silo.Http.AskAsync("How many clients are there?");

        await silo.StopAsync();

        Assert.Equal(0, silo.ExitCode);
        Assert.False(File.Exists(Path.Combine(Data, "instance.json")));
    }

    [Fact]
    public async Task Source_OfTheUsersOwn_IsDiscoveredWholeAndAnswered()
    {
        await using var silo = await SiloProcess.StartAsync(Data, "--source", TestData.PathOf("geography.sqlite"));

        Assert.Equal(7, (await silo.Http.ReadAsync("/v1/discovery")).GetProperty("tables").GetInt32());
        var answer = await silo.Http.AskAsync("How many rivers are there?");
        Assert.Equal("completed", answer.Text("status"));
        Assert.Contains("river", answer.Text("sql"), StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(Path.Combine(Data, "sample.db")));
    }

    [Fact]
    public async Task Start_WithoutARunningCluster_AsksAndExits()
    {
        var (exitCode, output) = await SiloProcess.RunAsync("--data", Data, "ask", "How many clients are there?");

        Assert.Equal(0, exitCode);
        Assert.Contains("SELECT", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.db", null, "there is no file")]
    [InlineData("text.db", "this is no database, whatever its name says", "is not a SQLite database")]
    [InlineData("", null, "is a directory")]
    public async Task Source_ThatCannotBeUsed_IsToldWithTheOption(string name, string? content, string expected)
    {
        if (content is not null)
        {
            await File.WriteAllTextAsync(_folder.File(name), content);
        }

        var (exitCode, output) = await SiloProcess.RunAsync("--data", Data, "--source", name.Length == 0 ? _folder.Path : _folder.File(name));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("--source", output, StringComparison.Ordinal);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080", "loopback")]
    [InlineData("http://example.org", "loopback")]
    [InlineData("nonsense", "is not one address")]
    public async Task Urls_BeyondThisMachine_StopTheStart(string url, string expected)
    {
        var (exitCode, output) = await SiloProcess.RunAsync("--data", Data, "--urls", url);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_InTheEnvironment_AreHeeded()
    {
        var environment = new Dictionary<string, string>
        {
            ["AgentCluster__Sources__default__Provider"] = "Sqlite",
            ["AgentCluster__Sources__default__ConnectionString"] = TestData.PathOf("geography.sqlite"),
            ["AgentCluster__Execution__MaxRows"] = "2",
        };
        await using var silo = await SiloProcess.StartAsync(Data, environment);

        var answer = await silo.Http.AskAsync("SELECT * FROM river");

        Assert.Equal((2, true), (answer.GetProperty("rowCount").GetInt32(), answer.GetProperty("truncated").GetBoolean()));
    }

    [Theory]
    [InlineData("AgentCluster__Execution__MaxRows", "many", "MaxRows")]
    [InlineData("AgentCluster__Execution__MaxRows", "0", "MaxRows")]
    [InlineData("AgentCluster__Learning__Interval", "00:00:01", "Interval")]
    [InlineData("AgentCluster__Lerning__Interval", "01:00:00", "AgentCluster:Lerning")]
    [InlineData("AgentCluster__Agents__Path", "/nowhere/agents.json", "/nowhere/agents.json")]
    public async Task Settings_ThatCannotBeUsed_StopTheStartAndAreNamed(string name, string value, string expected)
    {
        var (exitCode, output) = await SiloProcess.RunAsync(new Dictionary<string, string> { [name] = value }, "--data", Data, "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Contains("agentcluster: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_ListsCommandsAndOptions_AndVersionIsANumber()
    {
        var (helpCode, help) = await SiloProcess.RunAsync("--help");
        var (versionCode, version) = await SiloProcess.RunAsync("--version");

        Assert.Equal((0, 0), (helpCode, versionCode));
        Assert.All(new[] { "--data", "--urls", "--source", "ask", "discover", "migrate" }, word => Assert.Contains(word, help, StringComparison.Ordinal));
        Assert.Matches(@"^\d+\.\d+\.\d+", version.Trim());
    }

    /// <summary>Puts the row back to where a crash right after the acknowledgement leaves it.</summary>
    private void Rewind(string id)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "platform.db")};Pooling=false");
        connection.Open();
        connection.Execute("UPDATE agent_interaction SET status = 'running', ended_at = NULL, answer = NULL, sql = NULL, result = NULL, agent = NULL WHERE id = @id", ("@id", id));
    }
}
