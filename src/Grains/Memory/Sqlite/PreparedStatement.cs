using Microsoft.Data.Sqlite;

namespace AgentCluster.Memory.Sqlite;

/// <summary>A statement compiled once and run many times with other values; parameters it does not use are passed over.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly Dictionary<string, SqliteParameter> _parameters = [];

    public PreparedStatement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        foreach (var name in sql.Split([' ', ',', '(', ')', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(token => token[0] == '$').Distinct())
        {
            _parameters.Add(name, _command.Parameters.Add(new SqliteParameter { ParameterName = name }));
        }
    }

    /// <summary>The first row, or null.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="map">Makes a value of the current row.</param>
    /// <param name="values">Values by parameter name.</param>
    public T? First<T>(Func<SqliteDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> values)
        where T : class
    {
        Bind(values);
        using var reader = _command.ExecuteReader();
        return reader.Read() ? map(reader) : null;
    }

    /// <inheritdoc />
    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<(string Name, object? Value)> values)
    {
        foreach (var (name, value) in values)
        {
            if (_parameters.TryGetValue(name, out var parameter))
            {
                parameter.Value = value ?? DBNull.Value;
            }
        }
    }
}
