using AgentCluster.Silo.Hosting;
using AgentCluster.Silo.Migrations;
using Npgsql;

namespace AgentCluster.Silo.Commands;

/// <summary>Migrates the platform's databases: those of a data directory that nobody uses, or the one in PostgreSQL.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(ClusterSettings settings, bool script, CancellationToken cancellationToken)
    {
        if (script)
        {
            await Console.Out.WriteLineAsync(PostgresMigrations.Script());
            return 0;
        }

        var storage = StorageOptions.Of(settings.Configuration);
        return storage.Provider == StorageProvider.Postgres ? await MigratePostgresAsync(storage, cancellationToken) : MigrateSqlite(settings);
    }

    private static int MigrateSqlite(ClusterSettings settings)
    {
        var data = DataDirectory.Open(settings.DataDirectory);
        using var instance = InstanceLock.Take(data);
        data.Migrate();
        Console.Out.WriteLine($"The databases in {data.Path} have the current schema.");
        return 0;
    }

    private static async Task<int> MigratePostgresAsync(StorageOptions storage, CancellationToken cancellationToken)
    {
        var silo = new NpgsqlConnectionStringBuilder(storage.ConnectionString);
        var migration = new NpgsqlConnectionStringBuilder(storage.MigrationConnectionString ?? storage.ConnectionString);
        var forTheDba = await PostgresMigrations.ApplyAsync(migration.ToString(), silo.Username == migration.Username ? null : silo.Username, cancellationToken);
        await Console.Out.WriteLineAsync($"Database '{migration.Database}' on {migration.Host} has the current schema.");
        if (forTheDba is not null)
        {
            await Console.Out.WriteLineAsync($"Recall is right and slower until a superuser runs once:{Environment.NewLine}{Environment.NewLine}{forTheDba}");
        }

        return 0;
    }
}
