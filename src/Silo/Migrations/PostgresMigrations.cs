using AgentCluster.Storage;
using DbUp;
using DbUp.Engine;
using Npgsql;

namespace AgentCluster.Silo.Migrations;

/// <summary>Brings a PostgreSQL database to the current schema: our own SQL, forward-only, under an advisory lock, each script once, all or nothing.</summary>
public static class PostgresMigrations
{
    /// <summary>The schema that holds every table of ours and of Orleans.</summary>
    public const string Schema = "agentcluster";

    // Any number, the same in every version: two migrations of one database wait for each other.
    private const long LockKey = 0x6167656E74636C75;

    /// <summary>Applies what is missing and grants the silo's login what it needs.</summary>
    /// <param name="connectionString">A login that may create the schema, and the extension <c>vector</c> unless it exists.</param>
    /// <param name="login">Login of silos and gateways; null when they use the migration's own.</param>
    /// <param name="cancellationToken">Gives up waiting for another migration.</param>
    /// <returns>What a DBA should run besides, as SQL, because this login may not; null when nothing is missing (<see cref="RecallRole"/>).</returns>
    /// <exception cref="AgentClusterException">The database cannot be reached, or a script failed; nothing of that script stays.</exception>
    public static async Task<string?> ApplyAsync(string connectionString, string? login, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(connectionString);
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteAsync($"SELECT pg_advisory_lock({LockKey})", cancellationToken);
            await connection.ExecuteAsync($"CREATE SCHEMA IF NOT EXISTS {Schema}", cancellationToken);
            await connection.ExecuteAsync("CREATE EXTENSION IF NOT EXISTS vector", cancellationToken);
            await connection.ExecuteAsync("CREATE EXTENSION IF NOT EXISTS pg_trgm", cancellationToken);
            await connection.ExecuteAsync("CREATE EXTENSION IF NOT EXISTS btree_gin", cancellationToken);
            ThrowIfFailed(Upgrade(connectionString).PerformUpgrade());
            var missing = await RecallRole.EnsureAsync(connection, cancellationToken);
            if (login is not null)
            {
                await GrantAsync(connection, login, cancellationToken);
            }

            return missing;
        }
        catch (NpgsqlException failure)
        {
            throw new AgentClusterException($"The platform database cannot be migrated: {failure.Message}", failure.IsTransient, failure);
        }
    }

    /// <summary>Every statement a migration of an empty database runs, for a DBA to read or to run by hand.</summary>
    public static string Script() => string.Join(
        Environment.NewLine,
        Scripts().Order(StringComparer.Ordinal).Select(name => $"-- {name}{Environment.NewLine}{Text(name)}")
            .Prepend($"CREATE SCHEMA IF NOT EXISTS {Schema};{Environment.NewLine}SET search_path = {Schema}, public;{Environment.NewLine}CREATE EXTENSION IF NOT EXISTS vector;{Environment.NewLine}CREATE EXTENSION IF NOT EXISTS pg_trgm;{Environment.NewLine}CREATE EXTENSION IF NOT EXISTS btree_gin;")
            .Append(RecallRole.Sql));

    /// <summary>Names of the migrations.</summary>
    internal static IEnumerable<string> Scripts() =>
        typeof(PostgresMigrations).Assembly.GetManifestResourceNames().Where(name => name.Contains(".Migrations.Postgres.", StringComparison.Ordinal));

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(PostgresMigrations).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static UpgradeEngine Upgrade(string connectionString) => DeployChanges.To
        .PostgresqlDatabase(new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = $"{Schema},public" }.ToString(), Schema)
        .WithScriptsEmbeddedInAssembly(typeof(PostgresMigrations).Assembly, name => name.Contains(".Migrations.Postgres.", StringComparison.Ordinal))
        .WithVariablesDisabled()
        .WithTransactionPerScript()
        .LogToNowhere()
        .Build();

    /// <summary>
    /// The silo's login reads and writes rows and owns nothing; hashes of API keys it finds one by one, through <c>find_api_key</c>; the execution log it appends to and seals. In one
    /// transaction: what is granted with all tables and taken back from some is never seen, nor left by a migration that was killed.
    /// </summary>
    private static async Task GrantAsync(NpgsqlConnection connection, string login, CancellationToken cancellationToken)
    {
        var role = new NpgsqlCommandBuilder().QuoteIdentifier(login);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync($"GRANT USAGE ON SCHEMA {Schema} TO {role}", cancellationToken);
        await connection.ExecuteAsync($"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {Schema} TO {role}", cancellationToken);
        await connection.ExecuteAsync($"REVOKE INSERT, UPDATE, DELETE ON {Schema}.schemaversions FROM {role}", cancellationToken);
        await connection.ExecuteAsync(
            $"""
            REVOKE ALL ON {Schema}.api_key FROM {role};
            GRANT SELECT (id, tenant, name, roles, created_at, created_by, last_used_at, expires_at, revoked_at), INSERT,
                  UPDATE (last_used_at, revoked_at) ON {Schema}.api_key TO {role};
            REVOKE ALL ON {Schema}.tenant FROM {role};
            GRANT SELECT, INSERT, UPDATE (closed_at) ON {Schema}.tenant TO {role};
            REVOKE ALL ON {Schema}.agent_execution_log FROM {role};
            GRANT SELECT, INSERT, UPDATE (seq, hash) ON {Schema}.agent_execution_log TO {role};
            """,
            cancellationToken);
        await connection.ExecuteAsync($"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {Schema} TO {role}", cancellationToken);
        await connection.ExecuteAsync($"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {Schema} TO {role}", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    internal static async Task ExecuteAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void ThrowIfFailed(DatabaseUpgradeResult result)
    {
        if (!result.Successful)
        {
            throw new AgentClusterException($"Migration '{result.ErrorScript?.Name}' failed: {result.Error.Message}", inner: result.Error);
        }
    }
}
