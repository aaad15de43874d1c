using Npgsql;

namespace AgentCluster.Execution;

/// <summary>Makes the ledger of executed actions in a source. An action and its row there are committed together, so that it runs once whatever dies.</summary>
public static class SourceLedger
{
    /// <summary>For a SQLite source; safe to run again.</summary>
    public const string Sqlite =
        """
        CREATE TABLE IF NOT EXISTS agentcluster_ledger (
            action_id     TEXT NOT NULL PRIMARY KEY,
            executed_at   TEXT NOT NULL,
            rows_affected INTEGER NOT NULL,
            undo          TEXT NULL
        );
        """;

    /// <summary>For a PostgreSQL source, run by the database's owner; safe to run again.</summary>
    /// <param name="writer">The writing login, which may add to it and read it.</param>
    public static string Postgres(string writer)
    {
        var role = new NpgsqlCommandBuilder().QuoteIdentifier(writer);
        return $"""
            CREATE SCHEMA IF NOT EXISTS agentcluster_ledger;
            REVOKE ALL ON SCHEMA agentcluster_ledger FROM PUBLIC;
            CREATE TABLE IF NOT EXISTS agentcluster_ledger.executed_action (
                action_id     text        NOT NULL PRIMARY KEY,
                executed_at   timestamptz NOT NULL DEFAULT now(),
                rows_affected bigint      NOT NULL,
                undo          text        NULL
            );
            GRANT USAGE ON SCHEMA agentcluster_ledger TO {role};
            GRANT SELECT, INSERT ON agentcluster_ledger.executed_action TO {role};
            """;
    }
}
