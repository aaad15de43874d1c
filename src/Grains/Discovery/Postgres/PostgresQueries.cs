namespace AgentCluster.Discovery.Postgres;

/// <summary>
/// The statements of one pass over <c>pg_catalog</c>: a constant number of them, joined by OID in memory. OIDs below 16384 came with the
/// server (FirstNormalObjectId); what an extension owns has a dependency of type <c>e</c> (chapter 52.18 of the manual). Rows are those of
/// the snapshot, but the functions look at the present: of an object that is dropped meanwhile they say NULL. OIDs are unique within one
/// catalog only. Functions are called with their schema: one of a user that fits better would run otherwise.
/// </summary>
internal static class PostgresQueries
{
    /// <summary>Schemas of the server and of the platform itself.</summary>
    private const string Visible = "n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'agentcluster', 'agentcluster_ledger')";

    /// <summary>One snapshot for all of them, bounded; nothing is worth compiling.</summary>
    public const string Begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    public const string Limits =
        """
        SELECT pg_catalog.set_config('statement_timeout', '60s', true), pg_catalog.set_config('lock_timeout', '5s', true),
               pg_catalog.set_config('jit', 'off', true)
        """;

    public const string Relations =
        $"""
        SELECT c.oid, n.nspname, c.relname, c.relkind, c.relispartition, c.reltuples, c.relrowsecurity, coalesce(pg_catalog.pg_table_is_visible(c.oid), false),
               coalesce(pg_catalog.has_table_privilege(c.oid, 'SELECT') AND pg_catalog.has_schema_privilege(n.oid, 'USAGE'), false),
               CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END,
               CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END,
               CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END,
               CASE WHEN c.relispartition THEN pg_catalog.pg_partition_root(c.oid) END::oid
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.oid >= 16384 AND {Visible}
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        ORDER BY n.nspname, c.relname
        """;

    public const string Columns =
        """
        SELECT a.attrelid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.atttypid, a.attnotnull,
               a.attidentity, a.attgenerated, CASE WHEN d.adbin IS NOT NULL THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND c.oid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attrelid, a.attnum
        """;

    /// <summary>A foreign key to a partitioned table has rows of its own for each partition, below the one that was declared.</summary>
    public const string Constraints =
        """
        SELECT k.conrelid, k.contypid, k.conname, k.contype, k.conkey, k.confrelid, k.confkey, k.confdeltype,
               CASE WHEN k.contype = 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid) END
        FROM pg_catalog.pg_constraint k
        WHERE k.contype IN ('p', 'f', 'c') AND k.conparentid = 0 AND (k.conrelid >= 16384 OR k.contypid >= 16384)
        ORDER BY k.conrelid, k.conname
        """;

    public const string Indexes =
        """
        SELECT i.indrelid, c.relname, i.indkey::int2[], i.indnkeyatts, i.indisunique AND i.indisvalid, i.indpred IS NOT NULL
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid >= 16384 AND NOT i.indisprimary AND i.indislive
        ORDER BY i.indrelid, c.relname
        """;

    public const string Triggers =
        """
        SELECT t.tgrelid, t.tgname, coalesce(pg_catalog.pg_get_triggerdef(t.oid), '') FROM pg_catalog.pg_trigger t
        WHERE NOT t.tgisinternal AND t.tgrelid >= 16384 ORDER BY t.tgrelid, t.tgname
        """;

    public const string Policies =
        """
        SELECT p.polrelid, p.polname, p.polcmd, p.polpermissive,
               ARRAY(SELECT coalesce(r.rolname, 'public')::text FROM pg_catalog.unnest(p.polroles) AS named(oid) LEFT JOIN pg_catalog.pg_roles r ON r.oid = named.oid ORDER BY 1),
               pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)
        FROM pg_catalog.pg_policy p ORDER BY p.polrelid, p.polname
        """;

    public const string Grants =
        """
        SELECT g.kind, g.object, coalesce(r.rolname, 'public')::text, pg_catalog.array_agg(DISTINCT pg_catalog.lower(g.privilege) ORDER BY pg_catalog.lower(g.privilege))
        FROM (SELECT 'c'::"char" AS kind, c.oid AS object, a.grantee, a.privilege_type AS privilege FROM pg_catalog.pg_class c CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) a
              WHERE c.relacl IS NOT NULL AND c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
              UNION ALL SELECT 'f'::"char", p.oid, a.grantee, a.privilege_type FROM pg_catalog.pg_proc p CROSS JOIN LATERAL pg_catalog.aclexplode(p.proacl) a
              WHERE p.proacl IS NOT NULL AND p.oid >= 16384) AS g
        LEFT JOIN pg_catalog.pg_roles r ON r.oid = g.grantee
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        """;

    /// <summary>Every type that a column may have, but arrays and the rows of tables.</summary>
    public const string Types =
        $"""
        SELECT t.oid, n.nspname, t.typname, t.typtype, t.typcategory, t.typbasetype, t.typnotnull, t.typdefault,
               CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END,
               t.oid >= 16384 AND {Visible} AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
        FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        WHERE t.typtype IN ('b', 'd', 'e') AND (t.typtype = 'd' OR t.typcategory <> 'A') ORDER BY n.nspname, t.typname
        """;

    public const string Labels = "SELECT e.enumtypid, e.enumlabel FROM pg_catalog.pg_enum e ORDER BY e.enumtypid, e.enumsortorder";

    public const string Functions =
        $"""
        SELECT p.oid, n.nspname, p.proname, p.prokind, coalesce(pg_catalog.pg_get_function_arguments(p.oid), ''), pg_catalog.oidvectortypes(p.proargtypes),
               pg_catalog.pg_get_function_result(p.oid), p.provolatile, p.prosecdef, l.lanname,
               pg_catalog.encode(pg_catalog.sha256(pg_catalog.textsend(pg_catalog.concat_ws(E'\n', p.prosrc, p.probin, pg_catalog.pg_get_function_sqlbody(p.oid)))), 'hex')
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace JOIN pg_catalog.pg_language l ON l.oid = p.prolang
        WHERE p.oid >= 16384 AND {Visible}
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
        ORDER BY n.nspname, p.proname, 6
        """;

    public const string Comments =
        """
        SELECT CASE d.classoid WHEN 'pg_catalog.pg_class'::regclass THEN 'c' WHEN 'pg_catalog.pg_proc'::regclass THEN 'f' ELSE 't' END::"char",
               d.objoid, d.objsubid, d.description
        FROM pg_catalog.pg_description d
        WHERE d.objoid >= 16384 AND d.classoid IN ('pg_catalog.pg_class'::regclass, 'pg_catalog.pg_proc'::regclass, 'pg_catalog.pg_type'::regclass)
        """;
}
