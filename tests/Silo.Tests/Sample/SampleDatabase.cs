using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Silo.Tests.Sample;

/// <summary>A created company, opened as the agents open it: read-only.</summary>
internal sealed class SampleDatabase : IDisposable
{
    private readonly SqliteConnection _connection;

    public SampleDatabase(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        _connection.Open();
    }

    public List<string> Tables() => [.. Rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'agentcluster_ledger' ORDER BY name")
        .Select(row => (string)row[0]!)];

    public List<object?[]> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add([.. row.Select(value => value is DBNull ? null : value)]);
        }

        return rows;
    }

    public long Count(string sql) => (long)Rows(sql)[0][0]!;

    /// <summary>A hash of the schema and of every row of every table.</summary>
    public string ContentHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var parts = Rows("SELECT sql FROM sqlite_master ORDER BY name")
            .Concat(Tables().SelectMany(table => Rows($"SELECT * FROM {table} ORDER BY rowid")));
        foreach (var row in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\u001f', row.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))) + '\n'));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    public void Dispose() => _connection.Dispose();
}
