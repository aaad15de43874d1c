using System.Globalization;
using AgentCluster.Execution.Writing;
using AgentCluster.Monitoring;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Execution.Sqlite;

/// <summary>The ledger of executed actions in a SQLite source: an action and its row here are committed together, so that it runs once.</summary>
internal static class SqliteLedger
{
    public static bool Exists(SqliteConnection connection) =>
        connection.Query(row => row.GetInt64(0), "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'agentcluster_ledger'").Single() == 1;

    public static bool Exists(SqliteSession session) => session.Authorizer.Own(() => Exists(session.Connection));

    /// <summary>The row of an action, or null.</summary>
    public static LedgerEntry? Find(SqliteSession session, string actionId) => session.Authorizer.Own(() => session.Connection.Query(
        row => new LedgerEntry(row.GetString(0), DateTimeOffset.Parse(row.GetString(1), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetString(3)),
        "SELECT action_id, executed_at, rows_affected, undo FROM agentcluster_ledger WHERE action_id = @id",
        ("@id", actionId)).FirstOrDefault());

    /// <summary>Adds the row of an action to the transaction of its effect.</summary>
    public static void Add(SqliteSession session, string actionId, long rows, string? undo) => session.Authorizer.Own(() => session.Connection.Execute(
        "INSERT INTO agentcluster_ledger (action_id, executed_at, rows_affected, undo) VALUES (@id, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), @rows, @undo)",
        ("@id", actionId),
        ("@rows", rows),
        ("@undo", undo)));

    public static CheckResult Create(string check, SourceSettings settings, SqliteFiles files)
    {
        var path = files.Locate(settings.ConnectionString, check);
        if (!path.Succeeded)
        {
            return CheckResult.Fail(check, path.Problem.Message);
        }

        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path.Value, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 5 }.ToString());
            connection.Open();
            connection.Execute(SourceLedger.Sqlite);
            return CheckResult.Pass(check, "The ledger is there.");
        }
        catch (SqliteException failure)
        {
            return CheckResult.Fail(check, $"SQLite says: {failure.Message}", SourceLedger.Sqlite);
        }
    }
}
