using System.Globalization;
using AgentCluster.Execution;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Benchmarks.Actions;

/// <summary>A source in which every effect is counted: action n adds one to row n.</summary>
internal static class ActionsSource
{
    public static void Create(string path, int rows)
    {
        using var connection = Open(path);
        connection.Execute("CREATE TABLE counter (id INTEGER PRIMARY KEY, effects INTEGER NOT NULL)");
        connection.Execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @rows) INSERT INTO counter SELECT i, 0 FROM n", ("@rows", rows));
        connection.Execute(SourceLedger.Sqlite);
    }

    public static string IdOf(int action) => string.Create(CultureInfo.InvariantCulture, $"action-{action:D6}");

    public static ActionProposal Proposal(int action) => new()
    {
        Id = IdOf(action),
        Effect = ActionEffect.Statement,
        Source = SourceKey.DefaultSource,
        Agent = ActionProposal.Client,
        Tool = "execute_sql",
        ToolVersion = 1,
        Arguments = "{}",
        Summary = $"Count action {action}",
        Sql = "UPDATE counter SET effects = effects + 1 WHERE id = @id",
        Parameters = [new() { Name = "@id", Json = action.ToString(CultureInfo.InvariantCulture) }],
        RequestedBy = "benchmark",
    };

    /// <summary>Effects of every action that has any.</summary>
    public static Dictionary<string, long> Effects(string path)
    {
        using var connection = Open(path);
        return connection.Query(row => (Id: IdOf(row.GetInt32(0)), Effects: row.GetInt64(1)), "SELECT id, effects FROM counter WHERE effects > 0")
            .ToDictionary(row => row.Id, row => row.Effects);
    }

    /// <summary>Where every request stands, by its action, in a platform database whose process is dead.</summary>
    public static Dictionary<string, string> Requests(string platform)
    {
        using var connection = Open(platform);
        return connection.Query(row => (Id: row.GetString(0), Status: row.GetString(1)), "SELECT execution_id, status FROM human_approval_queue")
            .ToDictionary(row => row.Id, row => row.Status);
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
