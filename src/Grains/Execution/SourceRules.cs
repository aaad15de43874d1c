using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AgentCluster.Execution.Postgres;

namespace AgentCluster.Execution;

/// <summary>What can be said of a source's settings without touching it.</summary>
internal static partial class SourceRules
{
    private const int MaxGlobs = 1000;
    private const int MaxGlobLength = 256;

    public static Problem? CheckName(string name) =>
        NamePattern().IsMatch(name) ? null : Problem.Invalid("name", "A source name is 1 to 64 characters of a-z, 0-9, '-' and '_'.");

    public static Problem? Check(SourceSettings settings)
    {
        if (string.IsNullOrWhiteSpace(settings.ConnectionString))
        {
            return Problem.Invalid("connectionString", "A connection string is required: for SQLite a file path or 'Data Source=...', for PostgreSQL 'Host=...' or 'postgresql://...', or 'env:NAME'.");
        }

        return (settings.Provider == SourceProvider.Sqlite ? CheckFile(settings) : CheckLogins(settings))
            ?? CheckGlobs("readOnlyObjects", settings.ReadOnlyObjects) ?? CheckGlobs("deniedObjects", settings.DeniedObjects);
    }

    private static Problem? CheckFile(SourceSettings settings) =>
        settings.ReadConnectionString is not null ? Problem.Invalid("readConnectionString", "SQLite has no logins; leave it out, the sandbox reads through connectionString.")
        : settings.WriteConnectionString is not null ? Problem.Invalid("writeConnectionString", "SQLite has no logins; leave it out.")
        : null;

    private static Problem? CheckLogins(SourceSettings settings) =>
        CheckLogin("connectionString", settings.ConnectionString) ?? CheckLogin("readConnectionString", settings.ReadConnectionString)
        ?? CheckLogin("writeConnectionString", settings.WriteConnectionString);

    /// <summary>What a variable of the environment holds is asked at use: it may be set later.</summary>
    private static Problem? CheckLogin(string field, string? connectionString) =>
        connectionString is null || EnvironmentReference.IsOne(connectionString) ? null
        : string.IsNullOrWhiteSpace(connectionString) ? Problem.Invalid(field, "Leave it out or write a connection string.")
        : PostgresConnectionString.Read(field, connectionString).Problem;

    private static Problem? CheckGlobs(string field, ImmutableArray<string> globs)
    {
        if (globs.IsDefaultOrEmpty)
        {
            return null;
        }

        if (globs.Length > MaxGlobs)
        {
            return Problem.Invalid(field, $"At most {MaxGlobs} globs.");
        }

        foreach (var glob in globs)
        {
            if (string.IsNullOrWhiteSpace(glob) || glob.Length > MaxGlobLength || glob.Any(char.IsControl))
            {
                return Problem.Invalid(field, $"A glob is 1 to {MaxGlobLength} printable characters.");
            }

            // A glob that can never match would leave open what its author meant to close.
            var dot = glob.IndexOf('.', StringComparison.Ordinal);
            if (dot <= 0 || dot == glob.Length - 1)
            {
                return Problem.Invalid(field, $"'{glob}' names no schema and object; write 'main.{glob.Trim('.')}' or '*.{glob.Trim('.')}'.");
            }
        }

        return null;
    }

    [GeneratedRegex(@"\A[a-z0-9_-]{1,64}\z")]
    private static partial Regex NamePattern();
}
