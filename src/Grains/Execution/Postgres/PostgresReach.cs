using Npgsql;
using NpgsqlTypes;

namespace AgentCluster.Execution.Postgres;

/// <summary>What a statement without a tree reaches beyond what its tokens name, and what its names may call.</summary>
internal static class PostgresReach
{
    /// <summary>
    /// Partitions and children; behind CASCADE also tables that point at a truncated one, and what depends on something dropped. Of constraints
    /// and defaults that go, the table is told, and not what depends on that.
    /// </summary>
    private const string Relations =
        """
        WITH RECURSIVE reached(class, oid) AS (
            (SELECT 'pg_catalog.pg_class'::regclass::oid, pg_catalog.to_regclass(n)::oid FROM unnest($1) n
             UNION ALL SELECT 'pg_catalog.pg_type'::regclass::oid, pg_catalog.to_regtype(n)::oid FROM unnest($1) n)
            UNION
            SELECT further.class, further.oid FROM reached r CROSS JOIN LATERAL (
                SELECT r.class, i.inhrelid FROM pg_catalog.pg_inherits i WHERE r.class = 'pg_catalog.pg_class'::regclass AND i.inhparent = r.oid
                UNION ALL SELECT r.class, k.conrelid FROM pg_catalog.pg_constraint k
                WHERE $2 = 'truncate' AND r.class = 'pg_catalog.pg_class'::regclass AND k.contype = 'f' AND k.confrelid = r.oid
                UNION ALL SELECT d.classid, d.objid FROM pg_catalog.pg_depend d WHERE $2 = 'drop' AND d.refclassid = r.class AND d.refobjid = r.oid
                UNION ALL SELECT 'pg_catalog.pg_class'::regclass, w.ev_class FROM pg_catalog.pg_rewrite w
                WHERE r.class = 'pg_catalog.pg_rewrite'::regclass AND w.oid = r.oid) AS further(class, oid))
        SELECT coalesce(array_agg(DISTINCT c.oid), '{}')
        FROM reached r
        LEFT JOIN pg_catalog.pg_constraint k ON r.class = 'pg_catalog.pg_constraint'::regclass AND k.oid = r.oid
        LEFT JOIN pg_catalog.pg_attrdef a ON r.class = 'pg_catalog.pg_attrdef'::regclass AND a.oid = r.oid
        JOIN pg_catalog.pg_class c ON c.oid = CASE r.class WHEN 'pg_catalog.pg_class'::regclass THEN r.oid ELSE coalesce(k.conrelid, a.adrelid) END
        WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        """;

    private const string Views =
        """
        WITH RECURSIVE named(oid) AS (
            SELECT pg_catalog.to_regclass(n)::oid FROM unnest($1) n
            UNION SELECT d.refobjid FROM named r JOIN pg_catalog.pg_rewrite w ON w.ev_class = r.oid
            JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass)
        SELECT coalesce(array_agg(pg_catalog.pg_get_viewdef(c.oid)), '{}') FROM named JOIN pg_catalog.pg_class c USING (oid) WHERE c.relkind IN ('v', 'm')
        """;

    private const string Functions = "SELECT coalesce(array_agg(oid), '{}') FROM pg_catalog.pg_proc WHERE proname = ANY($1)";

    /// <summary>Relations that it reaches.</summary>
    public static async Task<uint[]> RelationsAsync(NpgsqlConnection connection, PostgresShape shape, CancellationToken cancellationToken)
    {
        var cascades = shape.Tokens.Any(token => token.IsWord("cascade"));
        await using var command = new NpgsqlCommand(Relations, connection)
        {
            Parameters =
            {
                new() { Value = shape.Names().ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = !cascades ? "" : shape.Kind == "truncate" ? "truncate" : "drop" },
            },
        };
        return (uint[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Queries of the views that it names, and of those behind them.</summary>
    public static async Task<string[]> ViewsAsync(NpgsqlConnection connection, PostgresShape shape, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Views, connection) { Parameters = { new() { Value = shape.Names().ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text } } };
        return (string[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Functions of any schema whose name stands before a parenthesis: an expression in a definition may call them.</summary>
    public static async Task<uint[]> FunctionsAsync(NpgsqlConnection connection, PostgresShape shape, CancellationToken cancellationToken)
    {
        var names = shape.Tokens.Zip(shape.Tokens.Skip(1)).Where(pair => pair.First.IsName && pair.Second.IsSymbol("(")).Select(pair => pair.First.Text).Distinct().ToArray();
        if (names.Length == 0)
        {
            return [];
        }

        await using var command = new NpgsqlCommand(Functions, connection) { Parameters = { new() { Value = names, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text } } };
        return (uint[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
