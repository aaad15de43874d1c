using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Silo.Tests.Program;

/// <summary>What waits for a decision is given other arguments over HTTP.</summary>
public sealed class EditingTests(RunningSilo running) : IClassFixture<RunningSilo>
{
    private HttpClient Http => running.Silo.Http;

    [Fact]
    public async Task Edit_OfAChange_ShowsTheOtherArgumentsAnewAndOnlyThoseAreEverRun()
    {
        var (execution, old) = await ProposeAsync("UPDATE clients SET website = 'old' WHERE id = 1");

        var ended = await DecisionAsync(old, new { decision = "edit", hash = old.Text("hash"), arguments = new { sql = "UPDATE clients SET website = 'new' WHERE id IN (2, 3)" } }, HttpStatusCode.OK);
        var shown = await Http.ReadAsync($"/v1/approvals/{ended.Text("replacedBy")}");

        Assert.Equal(("edited", "pending"), (ended.Text("status"), shown.Text("status")));
        Assert.Equal("UPDATE clients SET website = 'new' WHERE id IN (2, 3)", shown.Text("sql"));
        Assert.Equal("UPDATE clients SET website = 'new' WHERE id IN (2, 3)", shown.GetProperty("arguments").Text("sql"));
        Assert.Equal((2, true), (shown.GetProperty("preview").GetProperty("rowsAffected").GetInt32(), shown.GetProperty("preview").GetProperty("exact").GetBoolean()));
        Assert.All(shown.GetProperty("preview").GetProperty("after").EnumerateArray(), row => Assert.Equal("new", row.Text("website")));
        Assert.Equal(execution, shown.Text("executionId"));
        Assert.NotEqual(old.Text("hash"), shown.Text("hash"));

        await DecisionAsync(old, new { decision = "approve", hash = old.Text("hash") }, HttpStatusCode.Conflict);
        await DecisionAsync(old, new { decision = "approve", hash = shown.Text("hash") }, HttpStatusCode.Conflict);
        await DecisionAsync(shown, new { decision = "approve", hash = old.Text("hash") }, HttpStatusCode.Conflict);
        Assert.Equal(0, Noted("old") + Noted("new"));

        var executed = await DecisionAsync(shown, new { decision = "approve", hash = shown.Text("hash") }, HttpStatusCode.OK);

        Assert.Equal(("executed", "Done: 2 rows changed."), (executed.Text("status"), executed.Text("result")));
        Assert.Equal((0, 2), (Noted("old"), Noted("new")));
        var done = await Http.ReadAsync($"/v1/executions/{execution}");
        Assert.Equal(("executed", 2, "UPDATE clients SET website = 'new' WHERE id IN (2, 3)"), (done.Text("status"), done.GetProperty("rowsAffected").GetInt32(), done.Text("sql")));
        Assert.Equal("edited", (await Http.ReadAsync($"/v1/approvals/{old.Text("id")}")).Text("status"));
    }

    [Fact]
    public async Task Edit_OfWhatAQuestionWaitsFor_LetsTheQuestionWaitForTheOtherRequestAndEndByIt()
    {
        var ids = Clients("SELECT id FROM clients WHERE status = 'active' ORDER BY id LIMIT 2");
        var question = await Http.AskAsync($"Set the status of client {ids[0]} to paused", "client-success-manager");
        Assert.Equal("awaitingApproval", question.Text("status"));
        var old = await Http.ReadAsync($"/v1/approvals/{question.Text("approvalId")}");

        var ended = await DecisionAsync(old, new { decision = "edit", hash = old.Text("hash"), arguments = new { id = ids[1], status = "paused" } }, HttpStatusCode.OK);
        var waiting = await Eventually.GetAsync(QuestionAsync, asked => asked.Text("approvalId") != old.Text("id"));
        Assert.Equal(("awaitingApproval", ended.Text("replacedBy")), (waiting.Text("status"), waiting.Text("approvalId")));

        var shown = await Http.ReadAsync($"/v1/approvals/{ended.Text("replacedBy")}");
        await DecisionAsync(shown, new { decision = "approve", hash = shown.Text("hash") }, HttpStatusCode.OK);

        var answered = await Eventually.GetAsync(QuestionAsync, asked => asked.Text("status") != "awaitingApproval");
        Assert.Equal(("completed", "Done: 1 row changed."), (answered.Text("status"), answered.Text("answer")));
        Assert.Equal([ids[1]], Clients($"SELECT id FROM clients WHERE status = 'paused' AND id IN ({ids[0]}, {ids[1]})"));

        Task<JsonElement> QuestionAsync() => Http.ReadAsync($"/v1/interactions/{question.Text("interactionId")}");
    }

    [Theory]
    [InlineData("""{"sql":"PRAGMA writable_schema = 1"}""", HttpStatusCode.Forbidden, "forbiddenSql")]
    [InlineData("""{"sql":"UPDATE clients SET nothing = 1"}""", HttpStatusCode.BadRequest, "sqlError")]
    [InlineData("""{"sql":"SELECT 1"}""", HttpStatusCode.BadRequest, "notAWrite")]
    [InlineData("""{"statement":"DELETE FROM clients WHERE id = 4"}""", HttpStatusCode.BadRequest, "invalid")]
    public async Task Edit_ToWhatCannotBe_LeavesTheRequestAsItIs(string arguments, HttpStatusCode status, string code)
    {
        var (execution, old) = await ProposeAsync("UPDATE clients SET website = 'kept' WHERE id = 4");

        var refused = await DecisionAsync(old, new { decision = "edit", hash = old.Text("hash"), arguments = JsonDocument.Parse(arguments).RootElement }, status);

        Assert.Equal(code, refused.Text("code"));
        Assert.Equal(old.GetRawText(), (await Http.ReadAsync($"/v1/approvals/{old.Text("id")}")).GetRawText());
        await DecisionAsync(old, new { decision = "reject", hash = old.Text("hash") }, HttpStatusCode.OK);
        Assert.Equal(("rejected", 0), ((await Http.ReadAsync($"/v1/executions/{execution}")).Text("status"), Noted("kept")));
    }

    [Fact]
    public async Task Edit_OfAnUndo_IsRefusedAndTheUndoStillWaits()
    {
        var (execution, change) = await ProposeAsync("UPDATE clients SET website = 'undone' WHERE id = 5");
        await DecisionAsync(change, new { decision = "approve", hash = change.Text("hash") }, HttpStatusCode.OK);
        var undo = await Http.PostAsync($"/v1/executions/{execution}/undo", new { });
        var asked = await Http.ReadAsync($"/v1/approvals/{undo.Text("approvalId")}");

        var refused = await DecisionAsync(asked, new { decision = "edit", hash = asked.Text("hash"), arguments = new { executionId = "another" } }, HttpStatusCode.Conflict);

        Assert.Equal("notEditable", refused.Text("code"));
        await DecisionAsync(asked, new { decision = "approve", hash = asked.Text("hash") }, HttpStatusCode.OK);
        Assert.Equal(0, Noted("undone"));
    }

    private async Task<(string Execution, JsonElement Approval)> ProposeAsync(string sql)
    {
        var filed = await Http.PostAsync("/v1/tools/execute_sql/invocations", new { arguments = new { sql } });
        Assert.Equal("awaitingApproval", filed.Text("status"));
        return (filed.Text("executionId")!, await Http.ReadAsync($"/v1/approvals/{filed.Text("approvalId")}"));
    }

    private async Task<JsonElement> DecisionAsync(JsonElement approval, object body, HttpStatusCode expected)
    {
        using var response = await Http.PostAsJsonAsync($"/v1/approvals/{approval.Text("id")}/decision", body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private int Noted(string website) => (int)Clients($"SELECT COUNT(*) FROM clients WHERE website = '{website}'")[0];

    private List<long> Clients(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(running.Data, "sample.db")};Pooling=False");
        connection.Open();
        return connection.Query(row => row.GetInt64(0), sql);
    }
}
