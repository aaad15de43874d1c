using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Storage;

/// <summary>A session on an SQLite connection. SQLite works in the caller's thread: every task returned is complete.</summary>
internal sealed class SqlitePlatformSession(SqliteConnection connection, TimeProvider time) : PlatformSession
{
    public override Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        return Task.FromResult(command.ExecuteNonQuery());
    }

    public override Task<int> ExecuteManyAsync(string sql, IReadOnlyCollection<(string Name, object? Value)[]> rows)
    {
        var changed = 0;
        SqliteCommand? command = null;
        foreach (var row in rows)
        {
            command ??= Command(sql, row);
            for (var i = 0; i < row.Length; i++)
            {
                command.Parameters[i].Value = Value(row[i].Value);
            }

            changed += command.ExecuteNonQuery();
        }

        command?.Dispose();
        return Task.FromResult(changed);
    }

    public override Task<List<T>> QueryAsync<T>(Func<DbDataReader, T> map, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return Task.FromResult(rows);
    }

    public override Task<DateTimeOffset> NowAsync() => Task.FromResult(DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()));

    private SqliteCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, Value(value));
        }

        return command;
    }

    private static object Value(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
        _ => value,
    };
}
