using AgentCluster.Monitoring;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Execution.Sqlite;

/// <summary>The ledger of executed actions in a SQLite source: an action and its row here are committed together, so that it runs once.</summary>
internal static class SqliteLedger
{
    public static bool Exists(SqliteConnection connection) =>
        connection.Query(row => row.GetInt64(0), "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'agentcluster_ledger'").Single() == 1;

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
