using Npgsql;

namespace AgentCluster.Execution.Postgres;

/// <summary>Proves from the catalog, and by trying, that a reading login can change nothing.</summary>
internal static class PostgresSelfTest
{
    /// <summary>
    /// What the login or a role it is a member of may do beyond reading, with the SQL that ends it. Memberships count whether inherited or
    /// not, and rights given to PUBLIC are the login's as well. The server's own schemas are left out: PUBLIC may "update" pg_settings.
    /// </summary>
    private const string Excess =
        """
        WITH RECURSIVE member(oid) AS (
            SELECT oid FROM pg_catalog.pg_roles WHERE rolname = session_user
            UNION SELECT m.roleid FROM member JOIN pg_catalog.pg_auth_members m ON m.member = member.oid),
        role AS (SELECT r.*, CASE WHEN r.rolname = session_user THEN '' ELSE ', a member of role ' || quote_ident(r.rolname) || ',' END AS via
                 FROM member JOIN pg_catalog.pg_roles r USING (oid)),
        granted(what, object, acl) AS (
            SELECT 'SCHEMA', quote_ident(nspname), coalesce(nspacl, acldefault('n', nspowner)) FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_'
            UNION ALL SELECT 'DATABASE', quote_ident(datname), coalesce(datacl, acldefault('d', datdba)) FROM pg_catalog.pg_database WHERE datname = current_database()
            UNION ALL SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, format('%I.%I', n.nspname, c.relname), c.relacl
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relacl IS NOT NULL AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            UNION ALL SELECT 'COLUMN', format('(%I) ON %I.%I', a.attname, n.nspname, c.relname), a.attacl
                FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE a.attacl IS NOT NULL AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            UNION ALL SELECT 'FOREIGN SERVER', quote_ident(srvname), srvacl FROM pg_catalog.pg_foreign_server WHERE srvacl IS NOT NULL
            UNION ALL SELECT 'FOREIGN DATA WRAPPER', quote_ident(fdwname), fdwacl FROM pg_catalog.pg_foreign_data_wrapper WHERE fdwacl IS NOT NULL
            UNION ALL SELECT 'PARAMETER', parname, paracl FROM pg_catalog.pg_parameter_acl
            UNION ALL SELECT 'LARGE OBJECT', oid::text, lomacl FROM pg_catalog.pg_largeobject_metadata WHERE lomacl IS NOT NULL),
        excess(fault, mend) AS (
            SELECT CASE WHEN rolsuper THEN 'is a superuser' WHEN rolbypassrls THEN 'has BYPASSRLS' WHEN rolcreaterole THEN 'has CREATEROLE'
                        WHEN rolcreatedb THEN 'has CREATEDB' ELSE 'has REPLICATION' END || via,
                   format('ALTER ROLE %I NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION', rolname)
            FROM role WHERE rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication
            UNION ALL SELECT 'is a member of ' || rolname, format('REVOKE %I FROM %I', rolname, session_user) FROM role
            WHERE rolname ~ '^pg_' AND rolname NOT IN ('pg_read_all_data', 'pg_monitor', 'pg_read_all_settings', 'pg_read_all_stats', 'pg_stat_scan_tables')
            UNION ALL SELECT 'owns ' || pg_describe_object(d.classid, d.objid, d.objsubid) || via, format('REASSIGN OWNED BY %I TO another_role', rolname)
            FROM role JOIN pg_catalog.pg_shdepend d ON d.refclassid = 'pg_catalog.pg_authid'::regclass AND d.refobjid = role.oid AND d.deptype = 'o'
                AND d.dbid IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))
            UNION ALL SELECT 'may ' || a.privilege_type || CASE what WHEN 'COLUMN' THEN ' ' ELSE ' on ' || lower(what) || ' ' END || object || coalesce(via, ' because PUBLIC may'),
                   format(CASE what WHEN 'COLUMN' THEN 'REVOKE %s %s FROM %s' WHEN 'TABLE' THEN 'REVOKE %s ON %s FROM %s' ELSE 'REVOKE %s ON ' || what || ' %s FROM %s' END,
                          a.privilege_type, object, coalesce(quote_ident(role.rolname), 'PUBLIC'))
            FROM granted CROSS JOIN LATERAL aclexplode(acl) a LEFT JOIN role ON role.oid = a.grantee
            WHERE (a.grantee = 0 OR role.oid IS NOT NULL)
              AND NOT (a.privilege_type = 'SELECT' OR (a.privilege_type = 'USAGE' AND what = 'SCHEMA') OR a.privilege_type = 'CONNECT'))
        SELECT fault, mend FROM excess LIMIT 5
        """;

    /// <summary>Why agents' SQL may not run as this login, with the SQL that mends it; or null.</summary>
    /// <param name="connection">A connection of the reading login.</param>
    /// <param name="schemas">Where the inspecting login looks names up.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    public static async Task<string?> FaultAsync(NpgsqlConnection connection, string[] schemas, CancellationToken cancellationToken) =>
        await ExcessAsync(connection, cancellationToken)
        ?? await OtherSchemasAsync(connection, "reading", schemas, cancellationToken)
        ?? await WritesAsync(connection, cancellationToken);

    private static async Task<string?> ExcessAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        var mends = new List<string>();
        await using var command = new NpgsqlCommand(Excess, connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            faults.Add(rows.GetString(0).TrimEnd(','));
            mends.Add(rows.GetString(1) + ";");
        }

        return faults.Count == 0 ? null
            : $"The reading login may do more than read, so no SQL of agents or clients runs on the source: it {string.Join("; it ", faults)}. Run: {string.Join(' ', mends.Distinct())}";
    }

    /// <summary>A schema that one login may not use is skipped silently: the same name would be another table.</summary>
    public static async Task<string?> OtherSchemasAsync(NpgsqlConnection connection, string login, string[] schemas, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_catalog.current_schemas(false)::text[]", connection);
        var own = (string[])(await command.ExecuteScalarAsync(cancellationToken))!;
        return own.AsSpan().SequenceEqual(schemas) ? null
            : $"The {login} login finds unqualified names in ({string.Join(", ", own)}), the inspecting login in ({string.Join(", ", schemas)}), so no SQL of agents or clients runs on the source. Run: GRANT USAGE ON SCHEMA {string.Join(", ", schemas.Except(own).DefaultIfEmpty("..."))} TO the {login} login;";
    }

    private static async Task<string?> WritesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string ReadOnlyTransaction = "25006";
        const string InsufficientPrivilege = "42501";
        await PostgresReadSandbox.BeginAsync(connection, TimeSpan.FromSeconds(5), cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand("CREATE SCHEMA agentcluster_self_test", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return "A write through the read sandbox did not fail, so no SQL of agents or clients runs on the source.";
        }
        catch (PostgresException refused) when (refused.SqlState is ReadOnlyTransaction or InsufficientPrivilege)
        {
            return null;
        }
        finally
        {
            await PostgresReadSandbox.EndAsync(connection);
        }
    }
}
