namespace AgentCluster.Discovery.Sqlite;

/// <summary>Names in SQLite statements (https://sqlite.org/lang_keywords.html).</summary>
internal static class SqliteIdentifiers
{
    /// <summary>The name in double quotes, its own ones doubled.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
