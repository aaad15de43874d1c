using System.Collections.Immutable;
using AgentCluster.Monitoring;
using AgentCluster.Monitoring.Platform;
using AgentCluster.Silo.Hosting;
using AgentCluster.Silo.Migrations;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Silo.Diagnosis;

/// <summary>Examines a data directory, whether or not a cluster runs on it.</summary>
internal static class EmbeddedDiagnosis
{
    public static IReadOnlyList<CheckResult> Run(string path) => Directory.Exists(path)
        ? EmbeddedChecks.Of(Facts(DataDirectory.Open(path)))
        : [new("data directory", CheckStatus.Pass, $"'{path}' is not there yet; the first start makes it.")];

    private static EmbeddedFacts Facts(DataDirectory data)
    {
        var fault = WriteFault(data.Path);
        return new()
        {
            Path = data.Path,
            WriteFault = fault,
            FreeBytes = FreeBytes(data.Path),
            HolderUrl = fault is null ? InstanceLock.RunningUrl(data) : null,
            Files = [Examined(data.PlatformFile, "Platform"), Examined(data.OrleansFile, "Orleans")],
        };
    }

    private static string? WriteFault(string path)
    {
        var probe = Path.Combine(path, $".doctor-{Environment.ProcessId}");
        try
        {
            using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }

    private static long? FreeBytes(string path)
    {
        try
        {
            return new DriveInfo(path).AvailableFreeSpace;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static EmbeddedFile Examined(string path, string set)
    {
        ImmutableArray<string> expected = [.. SqliteMigrations.Scripts(set).Order(StringComparer.Ordinal)];
        var name = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            return new(name, null, null, expected);
        }

        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 30 }.ToString());
            connection.Open();
            var damage = connection.Query(row => row.GetString(0), "PRAGMA quick_check(3)");
            return new(name, damage is ["ok"] ? null : string.Join("; ", damage), [.. connection.Query(row => row.GetString(0), "SELECT ScriptName FROM SchemaVersions ORDER BY ScriptName")], expected);
        }
        catch (SqliteException failure)
        {
            return new(name, $"SQLite says: {failure.Message}", null, expected);
        }
    }
}
