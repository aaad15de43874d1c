using Npgsql;

namespace AgentCluster.Silo.Sample.Postgres;

/// <summary>Makes the sample company in a PostgreSQL database: whole or not at all, and never over what somebody else keeps there.</summary>
public static class PostgresSample
{
    // In the comment of a schema that only we make.
    private const string Mark = "AgentCluster sample company";

    // Any number, the same in every version: two makers of one database wait for each other.
    private const long LockKey = 0x73616D706C65;

    /// <summary>Makes the company as of today unless it is there, and its logins unless they are.</summary>
    /// <param name="connectionString">The owner of an empty database; one that may create roles makes the logins as well.</param>
    /// <param name="time">Tells today.</param>
    /// <param name="cancellationToken">Cancels the work, and undoes it.</param>
    /// <exception cref="AgentClusterException">The database holds something else or has too long a name, a role of a login's name is somebody else's, or the server refused.</exception>
    public static async Task<PostgresSampleReport> MakeAsync(string connectionString, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(time);
        try
        {
            await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = "public", CommandTimeout = 0, Pooling = false });
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
            var logins = PostgresSampleLogins.Of(connection.Database);
            var isNew = !await IsThereAsync(connection, cancellationToken);
            if (isNew)
            {
                await WriteAsync(connection, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancellationToken);
            }

            var report = await PostgresSampleLogins.EnsureAsync(connection, logins, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return report with { IsNew = isNew };
        }
        catch (NpgsqlException failure)
        {
            throw new AgentClusterException($"The sample company cannot be made: {failure.Message}", failure.IsTransient, failure);
        }
    }

    private static async Task WriteAsync(NpgsqlConnection connection, DateOnly today, CancellationToken cancellationToken)
    {
        await new PostgresSampleWriter(connection).WriteAsync(new SampleSchema(SampleCompany.Seed, today), today, cancellationToken);
        await ExecuteAsync(connection, $"COMMENT ON SCHEMA agentcluster_ledger IS '{Mark} as of {today:yyyy-MM-dd}'", cancellationToken);
    }

    private static async Task<bool> IsThereAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT coalesce((SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = 'agentcluster_ledger'), ''),
                   (SELECT format('%I.%I', n.nspname, o.name)
                    FROM (SELECT 'pg_class'::regclass AS class, oid, relnamespace AS namespace, relname AS name FROM pg_class
                          UNION ALL SELECT 'pg_proc'::regclass, oid, pronamespace, proname FROM pg_proc
                          UNION ALL SELECT 'pg_type'::regclass, oid, typnamespace, typname FROM pg_type WHERE typtype IN ('d', 'e', 'r')) AS o
                    JOIN pg_namespace n ON n.oid = o.namespace
                    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype = 'e')
                    ORDER BY 1 LIMIT 1)
            """,
            connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        if (row.GetString(0).StartsWith(Mark, StringComparison.Ordinal))
        {
            return true;
        }

        return row.IsDBNull(1) ? false
            : throw new AgentClusterException($"Database '{connection.Database}' is not empty (it holds {row.GetString(1)}), so nothing was touched: make a database of its own for the sample company, CREATE DATABASE company;");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
