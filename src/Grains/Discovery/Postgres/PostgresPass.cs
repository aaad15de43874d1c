using Npgsql;

namespace AgentCluster.Discovery.Postgres;

/// <summary>Constant statements on a connection, their rows read whole.</summary>
internal static class PostgresPass
{
    // The server ends a statement long before; this is for one that does not answer at all.
    private const int CommandSeconds = 90;

    public static async Task<List<T>> QueryAsync<T>(
        this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = CommandSeconds };
        foreach (var value in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = CommandSeconds };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static uint Oid(this NpgsqlDataReader row, int ordinal) => row.GetFieldValue<uint>(ordinal);

    public static string? Text(this NpgsqlDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);

    /// <summary>A name as an identifier in a statement.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
