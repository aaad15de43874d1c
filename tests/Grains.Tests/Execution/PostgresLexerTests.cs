using AgentCluster.Execution.Postgres;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class PostgresLexerTests
{
    [Theory]
    [InlineData("SELECT Name", "select name")]
    [InlineData("/* a /* b */ c */ x --y\rz", "x z")]
    [InlineData("'it''s' a 'x' \n 'b' c", "a c")]
    [InlineData("E'\\' b' c", "c")]
    [InlineData("E'x'\n'\\' hidden' c", "c")]
    [InlineData("'\\' b", "b")]
    [InlineData("$$ a $$ b $t$ $$ c $t$ d $1", "b d")]
    [InlineData("a$b$c d", "a$b$c d")]
    [InlineData("\"Quo\"\"ted\" x", "Quo\"ted x")]
    [InlineData("U&\"\\0061b\\+000063\" x", "abc x")]
    [InlineData("U&\"!0061b\" UESCAPE '!' x", "ab x")]
    [InlineData("U&'\\0061' x", "x")]
    [InlineData("1e5 0x1F x", "x")]
    [InlineData("$$ open", "")]
    [InlineData("'open", "")]
    [InlineData("\"open", "open")]
    [InlineData("/* open", "")]
    public void Read_Statement_GivesItsNames(string sql, string names) =>
        Assert.Equal(names, string.Join(' ', PostgresLexer.Read(sql).Where(token => token.IsName).Select(token => token.Text)));

    [Theory]
    [InlineData("EXPLAIN (ANALYZE, FORMAT JSON) DELETE FROM t", "delete", "DELETE FROM t")]
    [InlineData("explain analyze verbose SELECT 1", "select", "SELECT 1")]
    [InlineData("CREATE OR REPLACE TEMP VIEW v AS SELECT 1", "create view", null)]
    [InlineData("DROP MATERIALIZED VIEW v", "drop materialized view", null)]
    [InlineData("((SELECT 1))", "select", null)]
    public void Of_Statement_KnowsKindAndBody(string sql, string kind, string? body)
    {
        var shape = PostgresShape.Of(sql);

        Assert.Equal(kind, shape.Kind);
        Assert.Equal(body ?? sql, shape.Body);
    }

    [Theory]
    [InlineData("CREATE TABLE t (a, b) AS SELECT 1 WITH NO DATA", "SELECT 1")]
    [InlineData("CREATE VIEW v AS WITH x AS (SELECT 1) SELECT * FROM x WITH LOCAL CHECK OPTION;", "WITH x AS (SELECT 1) SELECT * FROM x")]
    [InlineData("CREATE TABLE t (a int)", null)]
    [InlineData("/* as */ CREATE TABLE t AS SELECT 2", "SELECT 2")]
    public void DefiningQuery_OfDefinition_IsCutOut(string sql, string? query) => Assert.Equal(query, PostgresShape.Of(sql).DefiningQuery());

    [Theory]
    [InlineData("SELECT 1 INTO TEMP TABLE \"x y\".z FROM t", "SELECT 1   FROM t")]
    [InlineData("-- into\nSELECT 1 INTO t", "-- into\nSELECT 1")]
    [InlineData("WITH w AS (INSERT INTO a VALUES (1)) SELECT 2 INTO b", "WITH w AS (INSERT INTO a VALUES (1)) SELECT 2  ")]
    public void WithoutInto_SelectInto_IsCutOut(string sql, string query) => Assert.Equal(query.Trim(), PostgresShape.Of(sql).WithoutInto()!.Trim());
}
