using AgentCluster.Silo.Hosting;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Silo.Commands;

/// <summary>Opens the platform database for a command that works on rows, whether a cluster runs on it or not.</summary>
internal static class PlatformAccess
{
    public static Task<int> UseAsync(ClusterSettings settings, Func<IPlatformDatabase, Task<int>> command)
    {
        var storage = StorageOptions.Of(settings.Configuration);
        return storage.Provider == StorageProvider.Postgres ? OnPostgresAsync(storage.ConnectionString!, command) : OnSqliteAsync(settings.DataDirectory, command);
    }

    private static async Task<int> OnPostgresAsync(string connectionString, Func<IPlatformDatabase, Task<int>> command)
    {
        await using var source = PostgresPlatform.DataSource(connectionString);
        return await command(new PostgresPlatform(source));
    }

    private static async Task<int> OnSqliteAsync(string directory, Func<IPlatformDatabase, Task<int>> command)
    {
        var data = DataDirectory.Open(directory);

        // Whoever holds the lock has migrated, and waits for this writer as for any other.
        using var instance = InstanceLock.TryTake(data);
        if (instance is not null)
        {
            data.Migrate();
        }

        try
        {
            await using var database = new SqlitePlatform(data.PlatformFile);
            return await command(database);
        }
        catch (SqliteException failure)
        {
            throw new AgentClusterException($"--data: the database in '{data.Path}' cannot be used: {failure.Message}", inner: failure);
        }
    }
}
