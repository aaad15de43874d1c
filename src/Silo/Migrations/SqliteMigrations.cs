using AgentCluster.Storage;
using DbUp;
using DbUp.Engine;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Silo.Migrations;

/// <summary>Brings the embedded databases to the current schema: our own SQL, forward-only, each script once, all or nothing.</summary>
public static class SqliteMigrations
{
    /// <summary>Applies what is missing of one set of scripts to one file, creating it in WAL mode.</summary>
    /// <param name="path">Path of the database file.</param>
    /// <param name="set">Folder under <c>Migrations/Sqlite</c>: <c>Platform</c> or <c>Orleans</c>.</param>
    /// <exception cref="AgentClusterException">A script failed; nothing of it stays.</exception>
    public static void Apply(string path, string set)
    {
        using (var connection = new SqliteConnection(SqlitePlatform.ConnectionStringOf(path)))
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL");
        }

        var result = DeployChanges.To
            .SqliteDatabase(SqlitePlatform.ConnectionStringOf(path))
            .WithScriptsEmbeddedInAssembly(typeof(SqliteMigrations).Assembly, Scripts(set).Contains)
            .WithVariablesDisabled()
            .WithTransaction()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        ThrowIfFailed(path, result);
    }

    /// <summary>Names of the migrations of a set.</summary>
    internal static HashSet<string> Scripts(string set) => typeof(SqliteMigrations).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith($"AgentCluster.Silo.Migrations.Sqlite.{set}.", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);

    private static void ThrowIfFailed(string path, DatabaseUpgradeResult result)
    {
        if (!result.Successful)
        {
            throw new AgentClusterException($"Migration '{result.ErrorScript?.Name}' of '{path}' failed: {result.Error.Message}", inner: result.Error);
        }
    }
}
