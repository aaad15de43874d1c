using AgentCluster.Monitoring;

namespace AgentCluster.Execution.Sqlite;

/// <summary>Checks of a SQLite source.</summary>
internal static class SqliteSourceChecks
{
    public static IReadOnlyList<CheckResult> Run(string check, SourceSettings settings, SqliteFiles files)
    {
        if (files.Prove(settings.ConnectionString) is { } problem)
        {
            return [CheckResult.Fail(check, problem.Message)];
        }

        var opened = SqliteFiles.Open(files.Locate(settings.ConnectionString, check).Value!);
        if (!opened.Succeeded)
        {
            return [CheckResult.Fail(check, opened.Problem.Message)];
        }

        using var connection = opened.Value;
        var readable = CheckResult.Pass(check, "The file is a SQLite database that can be read.");
        return !settings.Writable ? [readable]
            : SqliteLedger.Exists(connection) ? [readable, CheckResult.Pass($"{check}: ledger", "The ledger is there.")]
            : [readable, CheckResult.Warn($"{check}: ledger", "Without a ledger an approved action runs at most once, and may be lost in a crash.", SourceLedger.Sqlite)];
    }
}
