using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Silo.Tests.Program;

public sealed class AskingTests(RunningSilo running) : IClassFixture<RunningSilo>
{
    private HttpClient Http => running.Silo.Http;

    private string SampleFile => Path.Combine(running.Data, "sample.db");

    [Fact]
    public async Task Ask_TheReadmesQuestion_GivesTheDatabasesOwnCount()
    {
        var answer = await Http.AskAsync("How many clients are there?");

        Assert.Equal("completed", answer.Text("status"));
        Assert.Equal(Scalar(SampleFile, "SELECT COUNT(*) FROM clients"), answer.GetProperty("rows")[0][0].GetInt64());
        Assert.Equal("local", answer.Text("model"));
        Assert.Contains("clients", answer.Text("sql"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agents_AreTwenty()
    {
        var agents = await Http.ReadAsync("/v1/agents");

        Assert.Equal(20, agents.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Discovery_CountsWhatTheDatabaseItselfCounts()
    {
        var counts = await Http.ReadAsync("/v1/discovery");

        // The ledger of executed actions is not part of the business.
        var tables = Scalar(SampleFile, "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'agentcluster_ledger'");
        Assert.True(tables >= 58);
        Assert.Equal(tables, counts.GetProperty("tables").GetInt64());
        Assert.Equal(Scalar(SampleFile, "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'view'"), counts.GetProperty("views").GetInt64());
    }

    [Fact]
    public async Task Correct_AnAnswer_IsUsedForARewordedQuestionByAnotherAgent()
    {
        var first = await Http.AskAsync("How many clients are in trouble?", "client-success-manager");
        const string Right = "SELECT COUNT(*) FROM clients WHERE status = 'paused'";
        await Http.PostAsync($"/v1/interactions/{first.Text("interactionId")}/feedback", new { verdict = "incorrect", correctedSql = Right });

        var second = await Http.AskAsync("how many of our clients are in trouble now", "data-analyst");

        Assert.Equal(Right, second.Text("sql"));
        Assert.Contains(second.GetProperty("memoriesUsed").EnumerateArray(), memory => memory.Text("kind") == "correction");
    }

    [Fact]
    public async Task FollowUp_InAConversation_IsAnsweredAndLearnedAsWhatItMeans()
    {
        await Http.AskAsync("How many failed payments are there?", "data-analyst", conversationId: "payments");

        var pending = await Http.AskAsync("and the pending ones?", "data-analyst", conversationId: "payments");
        var elsewhere = await Http.AskAsync("and the pending ones?", "data-analyst", conversationId: "another");
        await Http.PostAsync($"/v1/interactions/{pending.Text("interactionId")}/feedback", new { verdict = "correct" });

        Assert.Equal(Scalar(SampleFile, "SELECT COUNT(*) FROM payments WHERE status = 'pending'"), pending.GetProperty("rows")[0][0].GetInt64());
        Assert.Equal("Read as: How many pending payments are there?", pending.GetProperty("assumptions")[0].GetString());
        Assert.Equal((0d, JsonValueKind.Null), (elsewhere.GetProperty("confidence").GetDouble(), elsewhere.GetProperty("sql").ValueKind));
        var learned = await Http.ReadAsync("/v1/memories?kind=sql_example&limit=200");
        var subjects = learned.GetProperty("items").EnumerateArray().Select(memory => memory.Text("subject")).ToList();
        Assert.Contains("How many pending payments are there?", subjects);
        Assert.DoesNotContain("and the pending ones?", subjects);
    }

    [Theory]
    [InlineData("DELETE FROM clients")]
    [InlineData("UPDATE clients SET status = 'churned'")]
    [InlineData("DROP TABLE clients")]
    [InlineData("SELECT 1; DELETE FROM clients")]
    [InlineData("ATTACH DATABASE '/tmp/x' AS y")]
    [InlineData("PRAGMA writable_schema = 1")]
    public async Task Ask_AStatementThatIsNotARead_IsRefusedWithAReasonAndChangesNothing(string sql)
    {
        var before = Hash(SampleFile);

        var answer = await Http.AskAsync(sql);

        Assert.Equal((0d, JsonValueKind.Null), (answer.GetProperty("confidence").GetDouble(), answer.GetProperty("sql").ValueKind));
        Assert.NotEmpty(answer.Text("answer")!);
        Assert.Equal(before, Hash(SampleFile));
    }

    [Fact]
    public async Task Ask_AStatementThatReads_IsRunAsTheQuestion()
    {
        var answer = await Http.AskAsync("SELECT name FROM clients ORDER BY id LIMIT 3");

        Assert.Equal(3, answer.GetProperty("rowCount").GetInt32());
        Assert.Equal("SELECT name FROM clients ORDER BY id LIMIT 3", answer.Text("sql"));
    }

    [Fact]
    public async Task Ask_WhatTheDataCannotAnswer_IsNoGuess()
    {
        var answer = await Http.AskAsync("Which flibbertigibbets quuxed the zorble?");

        Assert.Equal((0d, JsonValueKind.Null), (answer.GetProperty("confidence").GetDouble(), answer.GetProperty("sql").ValueKind));
    }

    [Theory]
    [InlineData("/v1/ask", "", "application/json", 400, null)]
    [InlineData("/v1/ask", "{\"question\":\"\"}", "application/json", 400, "question")]
    [InlineData("/v1/ask", "{\"question\":7}", "application/json", 400, "question")]
    [InlineData("/v1/ask", "{\"question\":\"a\\u0000b\"}", "application/json", 400, "question")]
    [InlineData("/v1/ask", "{\"question\":\"How many?\",\"colour\":\"red\"}", "application/json", 400, "colour")]
    [InlineData("/v1/ask", "{\"question\":\"How many?\",\"source\":\"elsewhere\"}", "application/json", 404, "source")]
    [InlineData("/v1/ask", "{\"question\":\"How many?\",\"waitSeconds\":301}", "application/json", 400, "waitSeconds")]
    [InlineData("/v1/ask", "question=How", "application/x-www-form-urlencoded", 415, null)]
    [InlineData("/v1/agents/nobody/ask", "{\"question\":\"How many?\"}", "application/json", 404, "agent")]
    [InlineData("/v1/safety/inspections", "{\"sql\":[]}", "application/json", 400, "sql")]
    public async Task Post_WhatCannotBeUsed_NamesTheFieldAndLeavesTheProcessAlive(string path, string body, string type, int status, string? field)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var response = await Http.PostAsync(path, content);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(problem.Text("code")!);
        Assert.NotEmpty(problem.Text("traceId")!);
        Assert.True(field is null || problem.GetRawText().Contains($"\"{field}\"", StringComparison.Ordinal), problem.GetRawText());
        using var alive = await Http.GetAsync(new Uri("/health/live", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task Post_AMegabyte_IsTooLarge()
    {
        using var response = await Http.PostAsJsonAsync("/v1/ask", new { question = new string('x', 1 << 20) });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Origin", "https://evil.example")]
    public async Task Request_ForeignToThisMachine_IsRefused(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/agents");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await Http.SendAsync(request);

        Assert.InRange((int)response.StatusCode, 400, 499);
    }

    [Fact]
    public async Task Start_OnADirectoryInUse_SaysSoAndExits()
    {
        var (exitCode, output) = await SiloProcess.RunAsync("--data", running.Data, "--urls", "http://127.0.0.1:0");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("in use", output, StringComparison.Ordinal);
        Assert.Contains(Http.BaseAddress!.Authority, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AskCommand_WhileAClusterRuns_ReachesIt()
    {
        var (exitCode, output) = await SiloProcess.RunAsync("--data", running.Data, "ask", "How many clients are there?");

        Assert.Equal(0, exitCode);
        Assert.Contains(Scalar(SampleFile, "SELECT COUNT(*) FROM clients").ToString(System.Globalization.CultureInfo.InvariantCulture), output, StringComparison.Ordinal);
        Assert.Contains("SELECT", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnAPortInUse_SaysSoAndExits()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await SiloProcess.RunAsync("--data", folder.Path, "--urls", Http.BaseAddress!.GetLeftPart(UriPartial.Authority));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("--urls", output, StringComparison.Ordinal);
    }

    private static long Scalar(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=false");
        connection.Open();
        return connection.Query(row => row.GetInt64(0), sql)[0];
    }

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
