using System.Text.Json;
using AgentCluster.Execution;
using AgentCluster.TestKit;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class SafeExecutorTests : IDisposable
{
    private const string Endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT count(*) FROM c";

    private readonly ExecutionBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Read_EveryStatementKnown_LeavesTheFilesAsTheyWere()
    {
        using var bench = new ExecutionBench(limits => limits.StatementTimeout = TimeSpan.FromMilliseconds(500));
        string[] Files() => [bench.SourceHash(), .. Directory.GetFiles(Path.GetDirectoryName(bench.SourcePath)!).Order(StringComparer.Ordinal), .. new[] { "/tmp/x", "/tmp/copy", "x" }.Where(File.Exists)];
        var before = Files();
        foreach (var (verdict, sql) in SqlCorpus.Rows.Concat(SqlCorpus.Attacks(SourceProvider.Sqlite)).Where(row => row.Verdict != Verdict.Read))
        {
            var outcome = await bench.ReadAsync(sql);
            Assert.Null(outcome.Result);
            Assert.NotNull(outcome.Problem);
            Assert.True(verdict == Verdict.Forbidden ? outcome.Problem.Code is "forbiddenSql" or "sqlError" : outcome.Problem.Code == "notARead", sql);
        }

        Assert.Equal(before, Files());
        Assert.Equal("[[3]]", (await bench.ReadAsync("SELECT count(*) FROM clients")).Result!.RowsJson);
    }

    [Fact]
    public async Task Read_EveryReadOfTheCorpus_Runs()
    {
        foreach (var (_, sql) in SqlCorpus.Rows.Where(row => row.Verdict == Verdict.Read))
        {
            Assert.Null((await _bench.ReadAsync(sql)).Problem);
        }
    }

    [Fact]
    public async Task Read_PragmaTableOfDeniedTable_IsRefusedWhileItRuns()
    {
        var outcome = await _bench.ReadAsync("SELECT name FROM pragma_table_info('integration_tokens')");

        Assert.Null(outcome.Result);
        Assert.NotNull(outcome.Problem);
    }

    [Fact]
    public async Task Read_SyntaxError_TellsTheEnginesWords()
    {
        var outcome = await _bench.ReadAsync("SELECT nme FROM clients");

        Assert.Equal("sqlError", outcome.Problem!.Code);
        Assert.Contains("no such column: nme", outcome.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Forbidden, outcome.Inspection!.Verdict);
    }

    [Fact]
    public async Task Read_ErrorWhileRunning_IsASqlError() =>
        Assert.Equal("sqlError", (await _bench.ReadAsync("SELECT abs(-9223372036854775808)")).Problem!.Code);

    [Fact]
    public async Task Read_EndlessRecursion_TimesOut()
    {
        using var bench = new ExecutionBench(limits => limits.StatementTimeout = TimeSpan.FromMilliseconds(100));

        var outcome = await bench.ReadAsync(Endless);

        Assert.Equal("timeout", outcome.Problem!.Code);
        Assert.Equal(ProblemKind.Unavailable, outcome.Problem.Kind);
        Assert.Equal("[[1]]", (await bench.ReadAsync("SELECT 1")).Result!.RowsJson);
    }

    [Fact]
    public async Task Read_CallerLeaves_EndsTheStatement()
    {
        using var bench = new ExecutionBench(limits => limits.StatementTimeout = TimeSpan.FromMinutes(5));
        using var cancellation = new CancellationTokenSource();
        var running = bench.ReadAsync(Endless, cancellationToken: cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Read_MoreRowsThanAllowed_IsTruncated()
    {
        const string Numbers = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c WHERE x < 1500) SELECT x FROM c";

        var all = (await _bench.ReadAsync(Numbers)).Result!;
        var some = (await _bench.ReadAsync(Numbers, maxRows: 2)).Result!;
        var exact = (await _bench.ReadAsync("SELECT id FROM clients", maxRows: 3)).Result!;

        Assert.Equal((1000, true), (all.RowCount, all.Truncated));
        Assert.Equal(("[[1],[2]]", true), (some.RowsJson, some.Truncated));
        Assert.Equal((3, false), (exact.RowCount, exact.Truncated));
    }

    [Fact]
    public async Task Read_MoreBytesThanAllowed_KeepsWholeRows()
    {
        using var bench = new ExecutionBench(limits => limits.MaxBytes = 2048);

        var result = (await bench.ReadAsync("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c WHERE x < 100) SELECT hex(zeroblob(50)) FROM c")).Result!;

        Assert.True(result.Truncated);
        Assert.InRange(result.RowsJson.Length, 1900, 2048);
        Assert.Equal(result.RowCount, JsonDocument.Parse(result.RowsJson).RootElement.GetArrayLength());
        Assert.Equal(("[]", true), ((await bench.ReadAsync("SELECT hex(zeroblob(5000))")).Result is { } large ? (large.RowsJson, large.Truncated) : default));
    }

    [Fact]
    public async Task Read_ValueBeyondTheLengthLimit_IsASqlError() =>
        Assert.Equal("sqlError", (await _bench.ReadAsync("SELECT length(zeroblob(10000000))")).Problem!.Code);

    [Fact]
    public async Task Read_Parameters_AreBoundByName()
    {
        var row = await _bench.RowAsync("SELECT $a, @b, :c, $d", ("$a", 1), ("@b", "x"), (":c", null), ("$d", 1.5));

        Assert.Equal("[1,\"x\",null,1.5]", row.GetRawText());
        var missing = await _bench.ReadAsync("SELECT * FROM clients WHERE id = $id");
        Assert.Equal("sqlError", missing.Problem!.Code);
        Assert.Contains("$id", missing.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_UnknownSource_IsNotFound()
    {
        var outcome = await _bench.Executor.ReadAsync(new ReadRequest { Source = new(ExecutionBench.Tenant, "nowhere"), Sql = "SELECT 1", Agent = "api" }, CancellationToken.None);

        Assert.Equal("unknownSource", outcome.Problem!.Code);
        Assert.Null(outcome.Inspection);
    }

    [Fact]
    public async Task Read_FileGoneOrReplaced_IsNoticed()
    {
        Assert.Null((await _bench.ReadAsync("SELECT 1 FROM clients")).Problem);
        File.Move(_bench.SourcePath, _bench.PathTo("away.db"));
        Assert.Equal("sourceUnavailable", (await _bench.ReadAsync("SELECT 1 FROM clients")).Problem!.Code);

        _bench.Change("CREATE TABLE other(a)");
        Assert.Equal("sqlError", (await _bench.ReadAsync("SELECT 1 FROM clients")).Problem!.Code);
        Assert.Null((await _bench.ReadAsync("SELECT a FROM other")).Problem);
    }

    [Fact]
    public async Task Read_InParallel_EachGetsItsOwnRows()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => _bench.ReadAsync($"SELECT {i}, count(*) FROM clients")));

        Assert.Equal(Enumerable.Range(0, 64).Select(i => $"[[{i},3]]"), outcomes.Select(outcome => outcome.Result!.RowsJson));
    }
}
