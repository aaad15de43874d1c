using System.Text.Json;
using AgentCluster.Grains.Tests.Execution;
using AgentCluster.Tools;
using AgentCluster.Tools.BuiltIn;
using Npgsql;

namespace AgentCluster.Grains.Tests.Tools;

/// <summary>PostgreSQL runs what it explains with ANALYZE: none of that gets past <c>explain_sql</c>.</summary>
public sealed class PostgresExplainTests
{
    [Theory]
    [InlineData("ANALYZE DELETE FROM orders")]
    [InlineData("(ANALYZE) DELETE FROM orders")]
    [InlineData("ANALYZE VERBOSE UPDATE clients SET name = 'x'")]
    [InlineData("/* */ ANALYZE CREATE TABLE x AS SELECT 1")]
    public async Task ExplainSql_WithAnalyze_IsNoStatementAndRunsNothing(string sql)
    {
        await using var bench = await PostgresBench.CreateAsync();
        var before = await bench.FingerprintAsync();

        var proposed = await ProposedAsync(bench, sql);
        var explained = await bench.ReadAsync(proposed);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => bench.ChangeAsync(proposed));

        Assert.Equal(("forbiddenSql", PostgresErrorCodes.SyntaxError), (explained.Problem?.Code, refused.SqlState));
        Assert.Equal(before, await bench.FingerprintAsync());
    }

    [Fact]
    public async Task ExplainSql_OfARead_ShowsItsPlan()
    {
        await using var bench = await PostgresBench.CreateAsync();

        var (rows, _) = await bench.RowsAsync(await ProposedAsync(bench, "SELECT * FROM orders"));

        Assert.Contains("Scan on orders", rows[0][0].GetString(), StringComparison.Ordinal);
    }

    private static async Task<string> ProposedAsync(PostgresBench bench, string sql)
    {
        var arguments = JsonSerializer.SerializeToElement(new { sql });
        var proposal = await new ExplainSqlTool(bench.Sources).ProposeAsync(new ToolCall(PostgresBench.Tenant, ToolBench.Call("explain_sql", arguments.GetRawText()), arguments), default);
        return proposal.Value!.Sql!;
    }
}
