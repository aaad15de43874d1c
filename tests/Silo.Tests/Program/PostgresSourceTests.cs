using System.Text.Json;
using AgentCluster.Silo.Tests.Sample;
using AgentCluster.TestKit;

namespace AgentCluster.Silo.Tests.Program;

/// <summary>The real program over the sample company in PostgreSQL: asked, corrected and asked again, as over SQLite.</summary>
public sealed class PostgresSourceTests(PostgresSampleFixture sample) : IClassFixture<PostgresSampleFixture>, IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SiloProcess _silo = null!;

    public async Task InitializeAsync() => _silo = await SiloProcess.StartAsync(_folder.Path, new Dictionary<string, string>
    {
        ["AgentCluster__Sources__default__Provider"] = "Postgres",
        ["AgentCluster__Sources__default__ConnectionString"] = sample.Login(sample.Report.Inspector),
        ["AgentCluster__Sources__default__ReadConnectionString"] = sample.Login(sample.Report.Reader),
    });

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Question_OnPostgres_IsAnsweredCorrectedAndAnsweredInOtherWords()
    {
        var first = await _silo.Http.AskAsync("How many clients are there?");
        Assert.Equal(await sample.CountAsync("SELECT count(*) FROM clients"), first.GetProperty("rows")[0][0].GetInt64());
        Assert.Equal($"There are {first.GetProperty("rows")[0][0]} clients.", first.Text("answer"));

        var perMonth = await _silo.Http.AskAsync("How many tickets were opened per month in 2025?");
        Assert.Equal((await sample.RowsAsync("SELECT to_char(opened_at, 'YYYY-MM'), count(*) FROM tickets WHERE opened_at >= '2025-01-01' AND opened_at < '2026-01-01' GROUP BY 1 ORDER BY 1")).Select(row => $"{row[0]} {row[1]}"),
            perMonth.GetProperty("rows").EnumerateArray().Select(row => $"{row[0]} {row[1]}"));

        const string Right = "SELECT COUNT(*) FROM public.subscriptions s WHERE s.status::text = 'active'";
        var wrong = await _silo.Http.AskAsync("How many paying customers do we have?");
        await _silo.Http.PostAsync($"/v1/interactions/{wrong.Text("interactionId")}/feedback", new { verdict = "incorrect", correctedSql = Right });
        var reworded = await _silo.Http.AskAsync("What is the number of customers that pay us?");
        Assert.Equal(Right, reworded.Text("sql"));
        Assert.Contains(reworded.GetProperty("memoriesUsed").EnumerateArray(), memory => memory.Text("kind") == "correction");
    }
}
