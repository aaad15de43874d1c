namespace AgentCluster.Execution.Postgres;

/// <summary>Parts of statements that find what users wrote behind a table: it runs when rows change, and no tree shows it.</summary>
internal static class PostgresUserCode
{
    /// <summary>The parts of relation <c>f.oid</c> whose expressions run: checks, defaults, indexes, policies, and its own partition key; as <c>class</c>, <c>oid</c>.</summary>
    public const string Parts =
        """
        SELECT 'pg_catalog.pg_constraint'::regclass AS class, k.oid FROM pg_catalog.pg_constraint k WHERE k.conrelid = f.oid
        UNION ALL SELECT 'pg_catalog.pg_attrdef'::regclass, k.oid FROM pg_catalog.pg_attrdef k WHERE k.adrelid = f.oid
        UNION ALL SELECT 'pg_catalog.pg_class'::regclass, k.indexrelid FROM pg_catalog.pg_index k WHERE k.indrelid = f.oid
        UNION ALL SELECT 'pg_catalog.pg_policy'::regclass, k.oid FROM pg_catalog.pg_policy k WHERE k.polrelid = f.oid
        UNION ALL SELECT 'pg_catalog.pg_class'::regclass, f.oid
        """;

    /// <summary>Whether dependency <c>d</c> is one on a function, an operator or a class of operators of a user; those of <see cref="PostgresExtensions.Trusted"/> are not.</summary>
    public const string IsUsers =
        $"""
        d.refobjid >= 16384 AND d.refclassid IN ('pg_catalog.pg_proc'::regclass, 'pg_catalog.pg_operator'::regclass, 'pg_catalog.pg_opclass'::regclass)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend m JOIN pg_catalog.pg_extension e ON e.oid = m.refobjid
                        WHERE m.classid = d.refclassid AND m.objid = d.refobjid AND m.deptype = 'e'
                          AND m.refclassid = 'pg_catalog.pg_extension'::regclass AND e.extname = ANY(regexp_split_to_array('{PostgresExtensions.TrustedNames}', '\s+')))
        """;
}
