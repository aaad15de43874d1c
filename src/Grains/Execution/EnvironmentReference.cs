namespace AgentCluster.Execution;

/// <summary>A connection string written <c>env:NAME</c>: the variable's value, read at each use and never stored or shown.</summary>
internal static class EnvironmentReference
{
    private const string Prefix = "env:";

    public static bool IsOne(string connectionString) => connectionString.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>What a reference holds now; null for what is none.</summary>
    public static string? ValueOf(string? connectionString) =>
        connectionString is not null && IsOne(connectionString) ? Environment.GetEnvironmentVariable(connectionString[Prefix.Length..].Trim()) : null;

    /// <summary>The connection string itself, or the variable's value.</summary>
    public static Outcome<string> Resolve(string connectionString, string field = "connectionString")
    {
        if (!IsOne(connectionString))
        {
            return connectionString;
        }

        var name = connectionString[Prefix.Length..].Trim();
        var value = name.Length == 0 ? null : Environment.GetEnvironmentVariable(name);
        return string.IsNullOrWhiteSpace(value)
            ? Problem.Invalid(field, $"Environment variable '{name}' is not set in the server's process.", "missingVariable")
            : value;
    }
}
