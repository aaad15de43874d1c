using System.Globalization;
using AgentCluster.Execution;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Silo.Tests.Program;

/// <summary>A SQLite source of a test's own in which every effect is counted: action n adds one to row n.</summary>
internal sealed class CountedSource
{
    private const int Rows = 100;

    private readonly string _path;

    public CountedSource(string path)
    {
        _path = path;
        using var connection = Open(path);
        connection.Execute("CREATE TABLE counter (id INTEGER PRIMARY KEY, effects INTEGER NOT NULL)");
        connection.Execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @rows) INSERT INTO counter SELECT i, 0 FROM n", ("@rows", Rows));
        connection.Execute(SourceLedger.Sqlite);
    }

    /// <summary>Settings of a silo that writes to it.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["AgentCluster__Sources__default__ConnectionString"] = _path,
        ["AgentCluster__Sources__default__Writable"] = "true",
        ["AgentCluster__Approvals__Timeout"] = "01:00:00",
    };

    /// <summary>The statement of an action.</summary>
    public static string Statement(int action) => string.Create(CultureInfo.InvariantCulture, $"UPDATE counter SET effects = effects + 1 WHERE id = {action}");

    /// <summary>Effects of every action that has any.</summary>
    public Dictionary<int, int> Effects()
    {
        using var connection = Open(_path);
        return connection.Query(row => (Action: row.GetInt32(0), Effects: row.GetInt32(1)), "SELECT id, effects FROM counter WHERE effects <> 0").ToDictionary(row => row.Action, row => row.Effects);
    }

    /// <summary>Keeps other writers out until it is disposed of.</summary>
    public SqliteConnection Lock() => Lock(_path);

    /// <summary>Keeps other writers out of a file until the connection is disposed of.</summary>
    public static SqliteConnection Lock(string path)
    {
        var connection = Open(path);
        connection.Execute("BEGIN IMMEDIATE");
        return connection;
    }

    /// <summary>A connection without any pool.</summary>
    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
