namespace AgentCluster.TestKit.Sql;

/// <summary>Statements around another one, {0}; a line ends before what follows it, since its own may be a comment.</summary>
internal static class SqlWrappers
{
    public static readonly string[] Postgres =
    [
        "({0}\n)", "WITH harmless AS (SELECT 1) {0}", "WITH RECURSIVE \"drop\" AS (VALUES ($$;$$)) {0}", "WITH w AS ({0}\n) SELECT 1", "WITH w AS ({0}\n) SELECT * FROM w",
        "WITH w AS MATERIALIZED ({0}\n) TABLE w", "SELECT * FROM ({0}\n) q", "SELECT EXISTS ({0}\n)", "SELECT ARRAY({0}\n)", "SELECT (SELECT count(*) FROM ({0}\n) q)",
        "SELECT 1 FROM orders z, LATERAL ({0}\n) q", "({0}\n) UNION ALL ({0}\n)", "SELECT NULL EXCEPT SELECT NULL FROM ({0}\n) q", "VALUES (({0}\n))",
        "SELECT CASE WHEN false THEN ({0}\n) END", "SELECT 1 ORDER BY ({0}\n)", "SELECT 1 LIMIT (SELECT count(*) FROM ({0}\n) q)",
        "CREATE TABLE made AS {0}", "CREATE VIEW made AS {0}", "CREATE MATERIALIZED VIEW made AS {0}", "INSERT INTO campaigns(name) SELECT 'x' FROM ({0}\n) q",
        "PREPARE p AS {0}", "DECLARE c CURSOR FOR {0}", "COPY ({0}\n) TO STDOUT", "DO $do$ BEGIN {0}; END $do$",
    ];

    public static readonly string[] Sqlite =
    [
        "WITH harmless AS (SELECT 1) {0}", "WITH w AS ({0}\n) SELECT * FROM w", "WITH w AS NOT MATERIALIZED ({0}\n) SELECT count(*) FROM w", "SELECT * FROM ({0}\n) q",
        "SELECT EXISTS ({0}\n)", "SELECT 1 WHERE 1 IN ({0}\n)", "SELECT (SELECT count(*) FROM ({0}\n) q)", "SELECT 1 UNION ALL SELECT 1 FROM ({0}\n) q",
        "VALUES (({0}\n))", "SELECT 1 ORDER BY ({0}\n)", "CREATE TABLE made AS {0}", "CREATE TEMP TABLE made AS SELECT * FROM ({0}\n) q",
        "INSERT INTO campaigns(client_id) SELECT 1 FROM ({0}\n) q",
    ];

    public static readonly string[] PostgresExplain =
        ["EXPLAIN ", "EXPLAIN ANALYZE ", "eXpLaIn/**/VERBOSE ", "EXPLAIN (FORMAT JSON, ANALYZE false) ", "EXPLAIN (ANALYZE, BUFFERS, COSTS off) ", "EXPLAIN (analyze 1)\n"];

    public static readonly string[] SqliteExplain = ["EXPLAIN ", "EXPLAIN QUERY PLAN ", "eXpLaIn/**/"];
}
