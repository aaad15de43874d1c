using Microsoft.Data.Sqlite;

namespace AgentCluster.Storage;

/// <summary>Short forms for statements with named parameters.</summary>
public static class SqliteCommands
{
    /// <summary>A command with its parameters; null becomes NULL.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="sql">One or more statements.</param>
    /// <param name="parameters">Names with their sigil, and values.</param>
    public static SqliteCommand Command(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    /// <summary>Runs a statement; the number of rows it changed.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="sql">One or more statements.</param>
    /// <param name="parameters">Names with their sigil, and values.</param>
    public static int Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>Reads every row.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="connection">An open connection.</param>
    /// <param name="map">Makes a value of the current row.</param>
    /// <param name="sql">A query.</param>
    /// <param name="parameters">Names with their sigil, and values.</param>
    public static List<T> Query<T>(this SqliteConnection connection, Func<SqliteDataReader, T> map, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    /// <summary>A name as an identifier in a statement: in double quotes, its own ones doubled (https://sqlite.org/lang_keywords.html).</summary>
    /// <param name="name">Name of a table, column or index.</param>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
