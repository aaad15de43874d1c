using Microsoft.Data.Sqlite;

namespace AgentCluster.Silo.Sample;

/// <summary>
/// The bundled company: an agency that runs campaigns for its clients and pays the partners who help.
/// Everything in it is made up; the same day always gives the same company.
/// </summary>
public static class SampleCompany
{
    internal const int Seed = 20_010_101;

    /// <summary>
    /// Creates the database file if it is missing. The company is written to a file beside it and moved in place, so that a crash
    /// never leaves half a company; what a crash left is overwritten. The caller sees to it that nobody else creates the same one.
    /// </summary>
    public static Task CreateSqliteAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(time);
        return File.Exists(path)
            ? Task.CompletedTask
            : Task.Run(() => Create(Path.GetFullPath(path), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancellationToken), cancellationToken);
    }

    private static void Create(string path, DateOnly today, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.partial";
        try
        {
            File.Delete(unfinished);
            Write(unfinished, today, cancellationToken);
            File.Move(unfinished, path);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static void Write(string file, DateOnly today, CancellationToken cancellationToken)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString();
        using (var connection = new SqliteConnection(source))
        {
            connection.Open();
            new SqliteSampleWriter(connection).Write(new SampleSchema(Seed, today), cancellationToken);
        }

        // SQLite was told not to sync; the bytes must be on disk before the name is.
        using var bytes = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        bytes.Flush(flushToDisk: true);
    }
}
