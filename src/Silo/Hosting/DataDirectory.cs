using AgentCluster.Silo.Migrations;

namespace AgentCluster.Silo.Hosting;

/// <summary>
/// The one directory that holds everything. Platform tables and Orleans' tables are two files: each SQLite file has one writer, and
/// a burst of grain state must not hold up the acknowledgement of a question.
/// </summary>
internal sealed class DataDirectory
{
    private DataDirectory(string path) => Path = path;

    public string Path { get; }

    public string PlatformFile => File("platform.db");

    public string OrleansFile => File("orleans.db");

    public string SampleFile => File("sample.db");

    public string KeysFolder => File("keys");

    /// <summary>Signed heads of the execution log and the key that signs them.</summary>
    public string AuditFolder => File("audit");

    public string LockFile => File("instance.lock");

    public string InstanceFile => File("instance.json");

    public static DataDirectory Open(string path)
    {
        try
        {
            if (!Directory.Exists(path))
            {
                if (OperatingSystem.IsWindows())
                {
                    Directory.CreateDirectory(path);
                }
                else
                {
                    Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }
            }

            return new(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AgentClusterException($"--data: the directory '{path}' cannot be used: {failure.Message}", inner: failure);
        }
    }

    public void Migrate()
    {
        try
        {
            SqliteMigrations.Apply(PlatformFile, "Platform");
            SqliteMigrations.Apply(OrleansFile, "Orleans");
        }
        catch (Exception failure) when (failure is Microsoft.Data.Sqlite.SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new AgentClusterException($"--data: the databases in '{Path}' cannot be opened: {failure.Message}", inner: failure);
        }
    }

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
