namespace AgentCluster.Execution.Postgres;

/// <summary>Parts of statements that find what users wrote behind a table: it runs when rows change, and no tree shows it.</summary>
internal static class PostgresUserCode
{
    /// <summary>The parts of relation <c>f.oid</c> whose expressions run: checks, keys, defaults, indexes, policies, and partition keys, also those of what it is a part of; as <c>class</c>, <c>oid</c>.</summary>
    public const string Parts =
        """
        SELECT 'pg_catalog.pg_constraint'::regclass AS class, k.oid FROM pg_catalog.pg_constraint k WHERE f.oid IN (k.conrelid, k.confrelid)
        UNION ALL SELECT 'pg_catalog.pg_attrdef'::regclass, k.oid FROM pg_catalog.pg_attrdef k WHERE k.adrelid = f.oid
        UNION ALL SELECT 'pg_catalog.pg_class'::regclass, k.indexrelid FROM pg_catalog.pg_index k WHERE k.indrelid = f.oid
        UNION ALL SELECT 'pg_catalog.pg_policy'::regclass, k.oid FROM pg_catalog.pg_policy k WHERE k.polrelid = f.oid
        UNION ALL SELECT 'pg_catalog.pg_class'::regclass, f.oid
        UNION ALL SELECT 'pg_catalog.pg_class'::regclass, k.relid FROM pg_catalog.pg_partition_ancestors(f.oid) k WHERE k.relid <> f.oid
        """;

    /// <summary>Whether dependency <c>d</c> is one on a function, an operator or a class of operators of a user; those of <see cref="PostgresExtensions.Trusted"/> are not.</summary>
    public const string IsUsers =
        $"""
        d.refobjid >= 16384 AND d.refclassid IN ('pg_catalog.pg_proc'::regclass, 'pg_catalog.pg_operator'::regclass, 'pg_catalog.pg_opclass'::regclass)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend m JOIN pg_catalog.pg_extension e ON e.oid = m.refobjid
                        WHERE m.classid = d.refclassid AND m.objid = d.refobjid AND m.deptype = 'e'
                          AND m.refclassid = 'pg_catalog.pg_extension'::regclass AND e.extname = ANY(regexp_split_to_array('{PostgresExtensions.TrustedNames}', '\s+')))
        """;

    /// <summary>Types <c>hazard</c> whose input runs a user's function: domains with such a check, and every array, composite, range and domain made of them.</summary>
    public const string Hazards =
        $"""
        WITH RECURSIVE hazard(oid) AS (
            SELECT c.contypid FROM pg_catalog.pg_constraint c
            JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_constraint'::regclass AND d.objid = c.oid
            WHERE c.contypid <> 0 AND {IsUsers}
            UNION
            SELECT made.oid FROM hazard h CROSS JOIN LATERAL (
                SELECT t.oid FROM pg_catalog.pg_type t WHERE t.typbasetype = h.oid OR t.typelem = h.oid
                UNION ALL SELECT r.rngtypid FROM pg_catalog.pg_range r WHERE r.rngsubtype = h.oid
                UNION ALL SELECT r.rngmultitypid FROM pg_catalog.pg_range r WHERE r.rngsubtype = h.oid
                UNION ALL SELECT c.reltype FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                          WHERE a.atttypid = h.oid AND NOT a.attisdropped AND c.reltype <> 0) made)
        """;

    /// <summary>Whether dependency <c>d</c> is one on code of a user, be it only by a type whose values are checked by it.</summary>
    public const string RunsIt =
        $"""
        ({IsUsers} OR (d.refclassid = 'pg_catalog.pg_type'::regclass AND d.refobjid IN ({Hazards} SELECT h.oid FROM hazard h)))
        """;
}
