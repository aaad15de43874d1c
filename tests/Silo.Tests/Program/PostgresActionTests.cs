using System.Net;
using System.Text.Json;
using AgentCluster.Silo.Tests.Sample;
using AgentCluster.TestKit;

namespace AgentCluster.Silo.Tests.Program;

/// <summary>The gate before a PostgreSQL source, from the call of a tool to the rows and back. The tool for a client's status is mapped to a table without a trigger.</summary>
public sealed class PostgresActionTests(PostgresSampleFixture sample) : IClassFixture<PostgresSampleFixture>, IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SiloProcess _silo = null!;

    public static TheoryData<string, string, string> Changes => new()
    {
        { "update_client_status", """{"id":3,"status":"cancelled"}""", "id = 3" },
        { "execute_sql", """{"sql":"UPDATE campaigns SET status = 'cancelled' WHERE id IN (11, 12, 13)"}""", "id IN (11, 12, 13)" },
    };

    public async Task InitializeAsync() => _silo = await SiloProcess.StartAsync(_folder.Path, new Dictionary<string, string>
    {
        ["AgentCluster__Sources__default__Provider"] = "Postgres",
        ["AgentCluster__Sources__default__ConnectionString"] = sample.Login(sample.Report.Inspector),
        ["AgentCluster__Sources__default__ReadConnectionString"] = sample.Login(sample.Report.Reader),
        ["AgentCluster__Sources__default__WriteConnectionString"] = sample.Login(sample.Report.Writer),
        ["AgentCluster__Sources__default__Writable"] = "true",
        ["AgentCluster__Tools__ClientStatus__default__Table"] = "campaigns",
    });

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task QueryData_OnPostgres_ReadsWithoutAsking()
    {
        var read = await _silo.Http.InvokeAsync("query_data", new
        {
            table = "campaigns",
            columns = new[] { "id", "name", "status" },
            filters = new object[] { new { column = "status", op = "in", value = new[] { "active", "paused" } }, new { column = "id", op = ">", value = 20 } },
            orderBy = new[] { new { column = "id", descending = true } },
            limit = 7,
        });

        Assert.Equal(("executed", "read"), (read.Text("status"), read.Text("verdict")));
        var expected = await sample.RowsAsync("SELECT id, name, status FROM campaigns WHERE status IN ('active', 'paused') AND id > 20 ORDER BY id DESC LIMIT 7");
        Assert.Equal(expected.Select(row => string.Join('|', row)), read.GetProperty("result").GetProperty("rows").EnumerateArray().Select(row => string.Join('|', row.EnumerateArray())));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Change_OnPostgres_WaitsAsPreviewed_IsDoneAndTakenBack(string tool, string arguments, string condition)
    {
        var before = await TableAsync();
        var (rows, statuses) = (await sample.CountAsync($"SELECT count(*) FROM campaigns WHERE {condition}"), await StatusesAsync(condition));

        var filed = await _silo.Http.InvokeAsync(tool, JsonSerializer.Deserialize<JsonElement>(arguments));
        var approval = await _silo.Http.ApprovalAsync(filed);
        var preview = approval.GetProperty("preview");
        Assert.Equal("write", filed.Text("verdict"));
        Assert.Equal((rows, true, true), (preview.GetProperty("rowsAffected").GetInt64(), preview.GetProperty("exact").GetBoolean(), preview.GetProperty("undoable").GetBoolean()));
        Assert.Equal(statuses, Statuses(preview.GetProperty("before")));
        Assert.Equal(before, await TableAsync());

        var (_, approved) = await _silo.Http.DecideAsync(approval, "approve");
        Assert.Equal("executed", approved.Text("status"));
        var after = await StatusesAsync(condition);
        Assert.All(after, status => Assert.EndsWith(" cancelled", status, StringComparison.Ordinal));
        Assert.Equal(after, Statuses(preview.GetProperty("after")));
        var execution = await _silo.Http.ReadAsync($"/v1/executions/{filed.Text("executionId")}");
        Assert.Equal((rows, true), (execution.GetProperty("rowsAffected").GetInt64(), execution.GetProperty("undoable").GetBoolean()));

        var undo = await _silo.Http.PostAsync($"/v1/executions/{filed.Text("executionId")}/undo", new { });
        var undone = await _silo.Http.DecideAsync(await _silo.Http.ApprovalAsync(undo), "approve");
        Assert.Equal("executed", undone.Body.Text("status"));
        Assert.Equal(before, await TableAsync());
        Assert.False((await _silo.Http.ReadAsync($"/v1/executions/{filed.Text("executionId")}")).GetProperty("undoable").GetBoolean());
    }

    [Fact]
    public async Task Change_OnPostgresThatIsNotApproved_ChangesNothing()
    {
        var before = await TableAsync();
        var approval = await _silo.Http.ApprovalAsync(await _silo.Http.InvokeAsync("execute_sql", new { sql = "DELETE FROM campaign_partners WHERE campaign_id = (SELECT min(campaign_id) FROM campaign_partners)" }));

        Assert.Equal(HttpStatusCode.BadRequest, (await _silo.Http.DecideAsync(approval, "approve", hash: "as shown")).Code);
        var (stale, _) = await _silo.Http.DecideAsync(approval, "approve", hash: new('0', 64));
        Assert.Equal(HttpStatusCode.Conflict, stale);
        Assert.Equal("pending", (await _silo.Http.ReadAsync($"/v1/approvals/{approval.Text("id")}")).Text("status"));
        Assert.Equal("rejected", (await _silo.Http.DecideAsync(approval, "reject")).Body.Text("status"));
        Assert.Equal(HttpStatusCode.Conflict, (await _silo.Http.DecideAsync(approval, "approve")).Code);

        Assert.Equal("rejected", (await _silo.Http.ReadAsync($"/v1/executions/{approval.Text("executionId")}")).Text("status"));
        Assert.Equal(before, await TableAsync());
    }

    private static IEnumerable<string> Statuses(JsonElement rows) => rows.EnumerateArray().Select(row => $"{row.GetProperty("id")} {row.Text("status")}").Order(StringComparer.Ordinal);

    private async Task<IEnumerable<string>> StatusesAsync(string condition) =>
        (await sample.RowsAsync($"SELECT id || ' ' || status FROM campaigns WHERE {condition}")).Select(row => row[0]!).Order(StringComparer.Ordinal);

    /// <summary>Everything in the tables concerned.</summary>
    private async Task<string> TableAsync() => (await sample.RowsAsync(
        "SELECT md5((SELECT string_agg(c::text, ',' ORDER BY id) FROM campaigns c) || (SELECT string_agg(p::text, ',' ORDER BY p::text) FROM campaign_partners p))"))[0][0]!;
}
