using AgentCluster.Silo.Hosting;
using Npgsql;

namespace AgentCluster.Silo.Migrations;

/// <summary>The database of the platform and its logins, for a superuser to make: an owner that migrates, and the login of silos and gateways.</summary>
internal static class PlatformLogins
{
    /// <summary>The statements, for psql; what is there already is left out by hand.</summary>
    public static string Sql(StorageOptions storage)
    {
        var silo = new NpgsqlConnectionStringBuilder(storage.ConnectionString);
        var owner = new NpgsqlConnectionStringBuilder(storage.MigrationConnectionString ?? $"Username={PostgresMigrations.Schema}_owner");
        var database = Quoted(silo.Database ?? PostgresMigrations.Schema);
        return $"""
            CREATE ROLE {Quoted(owner.Username!)} LOGIN PASSWORD '...';
            CREATE ROLE {Quoted(silo.Username ?? $"{PostgresMigrations.Schema}_silo")} LOGIN PASSWORD '...';
            CREATE ROLE {RecallRole.Name} NOLOGIN BYPASSRLS;
            GRANT {RecallRole.Name} TO {Quoted(owner.Username!)};
            CREATE DATABASE {database} OWNER {Quoted(owner.Username!)};
            \connect {database}
            CREATE EXTENSION vector;
            CREATE EXTENSION pg_trgm;
            CREATE EXTENSION btree_gin;
            """;
    }

    private static string Quoted(string name) => new NpgsqlCommandBuilder().QuoteIdentifier(name);
}
