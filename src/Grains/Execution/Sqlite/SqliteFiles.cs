using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace AgentCluster.Execution.Sqlite;

/// <summary>From a connection string to a file that is a SQLite database and not one of the platform's own.</summary>
/// <remarks>
/// Messages never carry the value of an environment variable: a caller could name any variable, and read a secret in the error.
/// </remarks>
internal sealed class SqliteFiles(IOptions<SourcesOptions> options)
{
    private const string Field = "connectionString";

    private static readonly byte[] Header = "SQLite format 3\0"u8.ToArray();

    /// <summary>Checks a connection string that someone wants to register; null when a database answers behind it.</summary>
    public Problem? Prove(string connectionString)
    {
        var path = PathOf(connectionString);
        if (!path.Succeeded)
        {
            return path.Problem;
        }

        var label = EnvironmentReference.IsOne(connectionString) ? $"The file that {connectionString} names" : $"'{path.Value}'";
        if (Fault(path.Value, label) is { } fault)
        {
            return fault;
        }

        var opened = Open(path.Value);
        if (!opened.Succeeded)
        {
            return Problem.Invalid(Field, $"{label} cannot be read as a SQLite database: {opened.Problem.Message}");
        }

        opened.Value.Dispose();
        return null;
    }

    /// <summary>The file of a registered source, checked anew: what was proved once may have gone since.</summary>
    public Outcome<string> Locate(string connectionString, string source)
    {
        var path = PathOf(connectionString);
        var problem = path.Succeeded ? Fault(path.Value, $"The file of source '{source}'") : path.Problem;
        return problem is null ? path : Problem.Unavailable("sourceUnavailable", problem.Message);
    }

    /// <summary>A connection of its own, read-only unless it is to write; the schema's own expressions are not trusted.</summary>
    public static Outcome<SqliteConnection> Open(string path, bool writing = false)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = writing ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA query_only = {(writing ? "OFF" : "ON")}; PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; SELECT count(*) FROM sqlite_schema;";
            command.ExecuteScalar();
            return connection;
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            return Problem.Unavailable("sourceUnavailable", $"SQLite says: {failure.Message}");
        }
    }

    private static Outcome<string> PathOf(string connectionString)
    {
        var resolved = EnvironmentReference.Resolve(connectionString);
        if (!resolved.Succeeded)
        {
            return resolved;
        }

        try
        {
            var text = resolved.Value.Trim();
            var file = text.Contains('=', StringComparison.Ordinal) && !File.Exists(text) ? DataSourceOf(text) : text;
            return IsFile(file)
                ? Path.GetFullPath(file)
                : Problem.Invalid(Field, "A SQLite source is a file: neither ':memory:' nor a 'file:' URI nor an encrypted database.");
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return Problem.Invalid(Field, "The connection string is neither a file path nor 'Data Source=...'.");
        }
    }

    private static string DataSourceOf(string text)
    {
        var builder = new SqliteConnectionStringBuilder(text);
        return builder.Mode == SqliteOpenMode.Memory || builder.Password.Length > 0 ? "" : builder.DataSource;
    }

    private static bool IsFile(string file) =>
        file.Length > 0 && !file.Contains(":memory:", StringComparison.OrdinalIgnoreCase) && !file.StartsWith("file:", StringComparison.OrdinalIgnoreCase);

    private Problem? Fault(string path, string label)
    {
        if (Directory.Exists(path))
        {
            return Problem.Invalid(Field, $"{label} is a directory; a SQLite file is needed.");
        }

        if (!File.Exists(path))
        {
            return Problem.Invalid(Field, $"{label} does not exist (or the server may not look into its folder).");
        }

        if (IsForbidden(path))
        {
            return Problem.Invalid(Field, $"{label} belongs to the platform itself and cannot be a source.");
        }

        return HeaderFault(path, label);
    }

    private static Problem? HeaderFault(string path, string label)
    {
        try
        {
            // Pipes and devices have no length; to open a pipe that nobody writes to would never return.
            if (new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path).Length < Header.Length)
            {
                return Problem.Invalid(Field, $"{label} is not a SQLite database.");
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            var found = new byte[Header.Length];
            return stream.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length && found.AsSpan().SequenceEqual(Header)
                ? null
                : Problem.Invalid(Field, $"{label} is not a SQLite database.");
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            return Problem.Invalid(Field, $"{label} exists but is not readable by the server.");
        }
    }

    private bool IsForbidden(string path)
    {
        var real = RealPath(path);
        return options.Value.ForbiddenPaths.Any(own => string.Equals(RealPath(Path.GetFullPath(own)), real, StringComparison.Ordinal));
    }

    /// <summary>The path with every link in it followed, its folders' included.</summary>
    private static string RealPath(string path)
    {
        var folder = Path.GetDirectoryName(path);
        var whole = folder is null ? path : Path.Join(RealPath(folder), Path.GetFileName(path));
        FileSystemInfo entry = Directory.Exists(whole) ? new DirectoryInfo(whole) : new FileInfo(whole);
        return entry.ResolveLinkTarget(returnFinalTarget: false) is { } target ? RealPath(target.FullName) : whole;
    }
}
