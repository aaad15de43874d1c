using Npgsql;

namespace AgentCluster.Silo.Migrations;

/// <summary>
/// The role that owns <c>search_memory</c>: nobody logs in as it, row level security does not bind it, and it may read memories and
/// nothing else. Without it recall is as right, but slower: the function runs as the tables' owner, and under row level security
/// PostgreSQL uses no text index.
/// </summary>
public static class RecallRole
{
    /// <summary>Makes the role and gives it the function; safe to run again. For a superuser, or since PostgreSQL 16 for a role with CREATEROLE and BYPASSRLS.</summary>
    public const string Sql = $"""
        DO $body$
        DECLARE
            migrator CONSTANT regrole := (SELECT nspowner FROM pg_namespace WHERE nspname = '{PostgresMigrations.Schema}');
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Name}') THEN
                CREATE ROLE {Name} NOLOGIN BYPASSRLS;
            END IF;
            -- Later migrations replace the function.
            IF NOT pg_has_role(migrator::oid, '{Name}', 'USAGE') THEN
                EXECUTE format('GRANT {Name} TO %s', migrator);
            END IF;
        END
        $body$;
        GRANT USAGE, CREATE ON SCHEMA {PostgresMigrations.Schema} TO {Name};
        GRANT SELECT ON {PostgresMigrations.Schema}.agent_memory TO {Name};
        ALTER FUNCTION {PostgresMigrations.Schema}.search_memory OWNER TO {Name};
        REVOKE CREATE ON SCHEMA {PostgresMigrations.Schema} FROM {Name};
        """;

    internal const string Name = "agentcluster_recall";

    /// <summary>Makes the role and gives it the function unless it has it.</summary>
    /// <param name="connection">The migration's connection.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Null when the role owns the function; <see cref="Sql"/> for a DBA when this login may not make it so.</returns>
    public static async Task<string?> EnsureAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await IsOwnerAsync(connection, cancellationToken))
        {
            return null;
        }

        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await connection.ExecuteAsync(Sql, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return null;
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            return Sql;
        }
    }

    private static async Task<bool> IsOwnerAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT r.rolname = '{Name}' AND r.rolbypassrls
              FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner WHERE p.oid = '{PostgresMigrations.Schema}.search_memory'::regproc
            """,
            connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
