namespace AgentCluster.Grains.Tests.Execution;

public sealed class SqliteValuesTests : IDisposable
{
    private readonly ExecutionBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("9007199254740992", "9007199254740992", "integer")]
    [InlineData("9007199254740993", "\"9007199254740993\"", "integer")]
    [InlineData("-9223372036854775808", "\"-9223372036854775808\"", "integer")]
    [InlineData("0.1", "0.1", "number")]
    [InlineData("9e999", "null", "number")]
    [InlineData("NULL", "null", "null")]
    [InlineData("x'00ff'", "\"AP8=\"", "bytes")]
    [InlineData("'é\"'", "\"é\\\"\"", "text")]
    [InlineData("date('2026-01-02')", "\"2026-01-02\"", "date")]
    [InlineData("datetime('2026-01-02 03:04:05')", "\"2026-01-02 03:04:05\"", "timestamp")]
    public async Task Read_Value_HasItsJsonFormAndType(string expression, string json, string type)
    {
        var result = (await _bench.ReadAsync($"SELECT {expression} AS v")).Result!;

        Assert.Equal($"[[{json}]]", result.RowsJson);
        Assert.Equal(type, Assert.Single(result.ColumnTypes));
        Assert.Equal("v", Assert.Single(result.Columns));
    }

    [Fact]
    public async Task Read_InvalidUtf8_IsReplacedNotThrown() =>
        Assert.Equal("\uFFFDA", (await _bench.RowAsync("SELECT CAST(x'ff41' AS TEXT)"))[0].GetString());

    [Fact]
    public async Task Read_DeclaredTypes_NameTheColumns()
    {
        _bench.Change("CREATE TABLE typed(a BOOLEAN, b JSON, c DECIMAL(10,2), d DATE, e VARCHAR(3), f INT); INSERT INTO typed VALUES (1, '{}', 5, '2026-01-02', 'x', 7);");

        var result = (await _bench.ReadAsync("SELECT * FROM typed")).Result!;
        var none = (await _bench.ReadAsync("SELECT * FROM typed WHERE f = 0")).Result!;

        Assert.Equal<string>(["boolean", "json", "number", "date", "text", "integer"], result.ColumnTypes);
        Assert.Equal<string>(result.ColumnTypes, none.ColumnTypes);
        Assert.Equal("[[true,\"{}\",5,\"2026-01-02\",\"x\",7]]", result.RowsJson);
    }

    [Fact]
    public async Task Read_Utf16Database_GivesItsText()
    {
        File.Delete(_bench.SourcePath);
        _bench.Change("PRAGMA encoding='UTF-16le'; CREATE TABLE t(a TEXT); INSERT INTO t VALUES ('é漢');");

        Assert.Equal("é漢", (await _bench.RowAsync("SELECT a FROM t"))[0].GetString());
    }
}
