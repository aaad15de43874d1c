using System.Text.Json;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Benchmarks.Learning;

/// <summary>Runs gold statements on the set's own database and compares result sets.</summary>
internal sealed class GoldAnswers : IDisposable
{
    private readonly SqliteConnection _connection;

    public GoldAnswers(string database)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        _connection.Open();
    }

    public bool Matches(string gold, JsonElement answer)
    {
        if (answer.GetProperty("sql").ValueKind != JsonValueKind.String)
        {
            return false;
        }

        var wanted = Rows(gold);
        var given = answer.GetProperty("rows").EnumerateArray().Select(row => row.EnumerateArray().Select(Value).ToArray()).ToList();
        return ResultComparison.Same(wanted, given, ResultComparison.IsOrdered(gold));
    }

    /// <summary>Whether two statements come to the same rows; false when the second does not run.</summary>
    public bool Same(string gold, string sql)
    {
        try
        {
            return ResultComparison.Same(Rows(gold), Rows(sql), ResultComparison.IsOrdered(gold));
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    public void Dispose() => _connection.Dispose();

    private List<object?[]> Rows(string sql) => _connection.Query(
        row =>
        {
            var values = new object?[row.FieldCount];
            row.GetValues(values!);
            return values.Select(value => value is DBNull ? null : value).ToArray();
        },
        sql);

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => value.GetString(),
    };
}
