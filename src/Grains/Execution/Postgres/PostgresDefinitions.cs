using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace AgentCluster.Execution.Postgres;

/// <summary>The definitions that a statement rests on: relations with everything that hangs on them, and the functions called.</summary>
internal static class PostgresDefinitions
{
    /// <summary>
    /// Acting keys are followed as far as they reach, and code to wherever a relation names it; which domain's values a change makes is not
    /// asked: the checks of all count.
    /// </summary>
    private const string Definitions =
        $"""
        WITH RECURSIVE touched(oid) AS (
            SELECT unnest($1) UNION SELECT further.oid FROM touched t CROSS JOIN LATERAL (
                SELECT i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent = t.oid
                UNION ALL SELECT k.conrelid FROM pg_catalog.pg_constraint k WHERE k.confrelid = t.oid AND k.contype = 'f' AND (k.confdeltype IN ('c', 'n', 'd') OR k.confupdtype IN ('c', 'n', 'd'))) AS further(oid)),
        called(oid) AS (
            SELECT unnest($2) UNION SELECT t.tgfoid FROM touched JOIN pg_catalog.pg_trigger t ON t.tgrelid = touched.oid
            UNION SELECT coalesce(o.oprcode, d.refobjid)
            FROM (SELECT p.class, p.oid FROM touched f CROSS JOIN LATERAL ({PostgresUserCode.Parts}) AS p
                  UNION ALL SELECT 'pg_catalog.pg_constraint'::regclass, k.oid FROM pg_catalog.pg_constraint k WHERE k.contypid <> 0) AS p
            JOIN pg_catalog.pg_depend d ON d.classid = p.class AND d.objid = p.oid AND d.refclassid IN ('pg_catalog.pg_proc'::regclass, 'pg_catalog.pg_operator'::regclass)
            LEFT JOIN pg_catalog.pg_operator o ON d.refclassid = 'pg_catalog.pg_operator'::regclass AND o.oid = d.refobjid)
        SELECT concat_ws(' ', 'relation', c.oid, c.relkind, n.nspname, c.relname, c.relowner, c.reloptions, c.relrowsecurity, c.relforcerowsecurity, c.relispartition)
        FROM touched t JOIN pg_catalog.pg_class c USING (oid) JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        UNION ALL SELECT concat_ws(' ', 'column', a.attrelid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
                                   pg_catalog.pg_get_expr(d.adbin, d.adrelid))
        FROM touched t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        UNION ALL SELECT concat_ws(' ', 'constraint', k.conrelid, k.contypid, k.conname, k.convalidated, pg_catalog.pg_get_constraintdef(k.oid))
        FROM pg_catalog.pg_constraint k WHERE k.conrelid IN (SELECT oid FROM touched) OR k.confrelid IN (SELECT oid FROM touched) OR k.contypid <> 0
        UNION ALL SELECT concat_ws(' ', 'index', pg_catalog.pg_get_indexdef(x.indexrelid), x.indisvalid)
        FROM touched t JOIN pg_catalog.pg_index x ON x.indrelid = t.oid
        UNION ALL SELECT concat_ws(' ', 'trigger', g.tgenabled, pg_catalog.pg_get_triggerdef(g.oid))
        FROM touched t JOIN pg_catalog.pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal
        UNION ALL SELECT concat_ws(' ', 'rule', r.ev_class, r.ev_enabled, pg_catalog.pg_get_ruledef(r.oid))
        FROM touched t JOIN pg_catalog.pg_rewrite r ON r.ev_class = t.oid
        UNION ALL SELECT concat_ws(' ', 'policy', p.polrelid, p.polname, p.polcmd, p.polpermissive, p.polroles, pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid))
        FROM touched t JOIN pg_catalog.pg_policy p ON p.polrelid = t.oid
        UNION ALL SELECT concat_ws(' ', 'function', p.oid, p.proowner, p.prolang, p.provolatile, p.prosecdef, p.proconfig, p.probin, p.prosrc, pg_catalog.pg_get_function_sqlbody(p.oid))
        FROM called JOIN pg_catalog.pg_proc p USING (oid) WHERE p.oid >= 16384
        ORDER BY 1
        """;

    /// <summary>Another value when one of them is altered.</summary>
    public static async Task<string> FingerprintAsync(NpgsqlConnection connection, uint[] relations, uint[] functions, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Definitions, connection)
        {
            Parameters =
            {
                new() { Value = relations, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Oid },
                new() { Value = functions, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Oid },
            },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var text = new StringBuilder();
        while (await rows.ReadAsync(cancellationToken))
        {
            text.Append(rows.GetString(0)).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Relations that the tokens of a statement name, where the server shows no tree.</summary>
    public static async Task<uint[]> NamedAsync(NpgsqlConnection connection, PostgresShape shape, CancellationToken cancellationToken)
    {
        const string Named = "SELECT coalesce(array_agg(DISTINCT r.oid), '{}') FROM unnest($1) AS n CROSS JOIN LATERAL (SELECT pg_catalog.to_regclass(n)::oid AS oid) r WHERE r.oid >= 16384";
        await using var command = new NpgsqlCommand(Named, connection) { Parameters = { new() { Value = shape.Names().ToArray() } } };
        return (uint[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
