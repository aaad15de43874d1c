using AgentCluster.Execution;
using AgentCluster.Monitoring;
using Npgsql;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class SourceExaminerTests
{
    private const string Inspecting = "source default: inspecting login";
    private const string Reading = "source default: reading login";
    private const string Ledger = "source default: ledger";

    private static readonly SourceKey Default = new(PostgresBench.Tenant, "default");

    [Fact]
    public async Task SafeLogins_Pass_AndTheLedgerIsToldToBeMissing()
    {
        await using var bench = await PostgresBench.CreateAsync(source: (server, database, source) => source.WriteConnectionString = server.Admin(database));

        var results = await bench.Examiner.ExamineAsync(Default, CancellationToken.None);

        Assert.Equal(CheckStatus.Pass, results.Single(result => result.Check == Inspecting).Status);
        Assert.Contains("temp_file_limit", results.Single(result => result.Check == Reading).Repair, StringComparison.Ordinal);
        Assert.Contains("CREATE TABLE IF NOT EXISTS agentcluster_ledger.executed_action", results.Single(result => result.Check == Ledger).Repair, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ledger_IsMade_AndStaysOutOfAgentsReach()
    {
        await using var bench = await PostgresBench.CreateAsync(source: (server, database, source) => source.WriteConnectionString = server.Admin(database));

        var made = await bench.Examiner.CreateLedgerAsync(Default, CancellationToken.None);

        Assert.Equal(CheckStatus.Pass, made.Status);
        Assert.Equal(CheckStatus.Pass, (await bench.Examiner.ExamineAsync(Default, CancellationToken.None)).Single(result => result.Check == Ledger).Status);
        Assert.Equal(Verdict.Forbidden, (await bench.InspectAsync("SELECT * FROM agentcluster_ledger.executed_action")).Verdict);
    }

    [Fact]
    public async Task Ledger_OfASourceThatIsNotWritable_IsNotMade()
    {
        await using var bench = await PostgresBench.CreateAsync(source: (_, _, source) => source.Writable = false);

        Assert.Equal(CheckStatus.Fail, (await bench.Examiner.CreateLedgerAsync(Default, CancellationToken.None)).Status);
        Assert.DoesNotContain(await bench.Examiner.ExamineAsync(Default, CancellationToken.None), result => result.Check == Ledger);
    }

    [Fact]
    public async Task InspectingLoginWhoseTreesWouldBeLogged_IsRefusedWithTheCommandThatMendsIt()
    {
        await using var bench = await PostgresBench.CreateAsync(source: (server, database, source) => source.ConnectionString = PostgresBench.Login(server, database, PostgresBench.Reader));

        var told = (await bench.Examiner.ExamineAsync(Default, CancellationToken.None)).Single(result => result.Check == Inspecting);

        Assert.Equal((CheckStatus.Fail, $"ALTER ROLE {PostgresBench.Reader} SET log_min_messages = 'fatal';"), (told.Status, told.Repair));
    }

    [Fact]
    public async Task ReadingLoginThatMayWrite_Fails()
    {
        await using var bench = await PostgresBench.CreateAsync(source: (server, database, source) => source.ReadConnectionString = server.Admin(database));

        var told = (await bench.Examiner.ExamineAsync(Default, CancellationToken.None)).Single(result => result.Check == Reading);

        Assert.Equal(CheckStatus.Fail, told.Status);
        Assert.Contains("is a superuser", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingReadingLogin_IsToldWithSqlThatMakesASafeOne()
    {
        await using var bench = await PostgresBench.CreateAsync(source: (server, database, source) =>
            source.ReadConnectionString = new NpgsqlConnectionStringBuilder(server.Admin(database)) { Username = $"reader_of_{database}" }.ToString());
        var told = (await bench.Examiner.ExamineAsync(Default, CancellationToken.None)).Single(result => result.Check == Reading);
        Assert.Equal(CheckStatus.Fail, told.Status);

        await bench.ChangeAsync(told.Repair!);
        try
        {
            var mended = (await bench.Examiner.ExamineAsync(Default, CancellationToken.None)).Single(result => result.Check == Reading);
            Assert.Equal(CheckStatus.Pass, mended.Status);
        }
        finally
        {
            await bench.ChangeAsync($"DROP OWNED BY reader_of_{bench.Database}; DROP ROLE reader_of_{bench.Database};");
        }
    }

    [Fact]
    public async Task ServerThatDoesNotAnswer_IsToldWithoutSql()
    {
        await using var bench = await PostgresBench.CreateAsync(source: (_, _, source) =>
            (source.ConnectionString, source.ReadConnectionString) = ("Host=127.0.0.1;Port=1;Username=a;Database=b", null));

        var told = (await bench.Examiner.ExamineAsync(Default, CancellationToken.None)).Single(result => result.Check == Inspecting);

        Assert.Equal((CheckStatus.Fail, null), (told.Status, told.Repair));
    }
}
