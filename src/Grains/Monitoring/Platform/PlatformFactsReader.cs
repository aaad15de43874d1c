using System.Collections.Immutable;
using Npgsql;

namespace AgentCluster.Monitoring.Platform;

/// <summary>Asks a platform database in PostgreSQL for its facts; anybody may ask what it asks.</summary>
public static class PlatformFactsReader
{
    private const string Server =
        """
        SELECT clock_timestamp(), current_setting('server_version_num')::int, session_user::text, r.rolsuper, r.rolbypassrls,
               least(current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                         - coalesce(current_setting('reserved_connections', true), '0')::int,
                     nullif(d.datconnlimit, -1), nullif(r.rolconnlimit, -1)),
               (SELECT count(*)::int FROM pg_catalog.pg_stat_activity WHERE datid IS NOT NULL AND application_name NOT LIKE 'agentcluster%'),
               ARRAY(SELECT name || ' = off' FROM unnest('{fsync,full_page_writes,synchronous_commit}'::text[]) name WHERE current_setting(name) = 'off'),
               ARRAY(SELECT extname || ' ' || extversion FROM pg_catalog.pg_extension),
               EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                       WHERE n.nspname = 'agentcluster' AND c.relname = 'schemaversions' AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))
        FROM pg_catalog.pg_roles r, pg_catalog.pg_database d WHERE r.rolname = session_user AND d.datname = current_database()
        """;

    private const string Tables =
        """
        SELECT c.relname, EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant' AND NOT a.attisdropped),
               pg_has_role(c.relowner, 'USAGE'), row_security_active(c.oid), c.relforcerowsecurity, has_table_privilege(c.oid, 'SELECT'),
               has_any_column_privilege(c.oid, 'SELECT') AND (c.relname = 'schemaversions' OR has_any_column_privilege(c.oid, 'INSERT'))
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'agentcluster' AND c.relkind IN ('r', 'p') ORDER BY c.relname
        """;

    private const string Recall =
        """
        SELECT coalesce(bool_and(r.rolbypassrls AND NOT r.rolcanlogin), false) FROM pg_catalog.pg_proc p
        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace JOIN pg_catalog.pg_roles r ON r.oid = p.proowner
        WHERE n.nspname = 'agentcluster' AND p.proname = 'search_memory'
        """;

    /// <summary>Reads the facts.</summary>
    /// <param name="connection">An open connection of the silo's login.</param>
    /// <param name="time">This machine's clock.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    public static async Task<PlatformFacts> ReadAsync(NpgsqlConnection connection, TimeProvider time, CancellationToken cancellationToken)
    {
        var (facts, isMigrated) = await ServerAsync(connection, time, cancellationToken);
        return !isMigrated ? facts : facts with
        {
            Migrations = [.. await RowsAsync(connection, "SELECT scriptname FROM agentcluster.schemaversions ORDER BY scriptname", row => row.GetString(0), cancellationToken)],
            Tables = [.. await RowsAsync(connection, Tables, Table, cancellationToken)],
            HasRecallRole = (await RowsAsync(connection, Recall, row => row.GetBoolean(0), cancellationToken)).Single(),
        };
    }

    private static async Task<(PlatformFacts Facts, bool IsMigrated)> ServerAsync(NpgsqlConnection connection, TimeProvider time, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow();
        await using var command = new NpgsqlCommand(Server, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var half = (time.GetUtcNow() - before) / 2;
        return (
            new()
            {
                ClockOffset = row.GetFieldValue<DateTimeOffset>(0) - (before + half),
                ClockUncertainty = half,
                ServerVersion = row.GetInt32(1),
                Login = row.GetString(2),
                IsSuperuser = row.GetBoolean(3),
                BypassesRowSecurity = row.GetBoolean(4),
                AllowedConnections = row.GetInt32(5),
                OtherConnections = row.GetInt32(6),
                UnsafeSettings = [.. row.GetFieldValue<string[]>(7)],
                Extensions = row.GetFieldValue<string[]>(8).Select(extension => extension.Split(' ')).ToImmutableDictionary(parts => parts[0], parts => parts[1]),
            },
            row.GetBoolean(9));
    }

    private static PlatformTable Table(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3), row.GetBoolean(4), row.GetBoolean(5), row.GetBoolean(6));

    private static async Task<List<T>> RowsAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(map(reader));
        }

        return rows;
    }
}
