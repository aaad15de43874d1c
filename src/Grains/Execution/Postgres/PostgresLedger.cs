using AgentCluster.Execution.Writing;
using AgentCluster.Monitoring;
using Npgsql;
using NpgsqlTypes;

namespace AgentCluster.Execution.Postgres;

/// <summary>The ledger of executed actions in a PostgreSQL source: an action and its row here are committed together, so that it runs once.</summary>
internal static class PostgresLedger
{
    public static async Task<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Ledger =
            """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                           WHERE n.nspname = 'agentcluster_ledger' AND c.relname = 'executed_action'
                             AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'INSERT'))
            """;
        await using var command = new NpgsqlCommand(Ledger, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>The row of an action that was committed before the transaction began, or null.</summary>
    public static async Task<LedgerEntry?> FindAsync(NpgsqlConnection connection, string actionId, CancellationToken cancellationToken)
    {
        const string Entry = "SELECT action_id, executed_at, rows_affected, undo FROM agentcluster_ledger.executed_action WHERE action_id = $1";
        await using var command = new NpgsqlCommand(Entry, connection) { Parameters = { new() { Value = actionId } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken)
            ? new(rows.GetString(0), rows.GetFieldValue<DateTimeOffset>(1), rows.GetInt64(2), rows.IsDBNull(3) ? null : rows.GetString(3))
            : null;
    }

    /// <summary>
    /// The row of an action, or null. To try to add it waits for a transaction that has added it and not ended yet: its fate is known then.
    /// </summary>
    public static async Task<LedgerEntry?> SettleAsync(NpgsqlConnection connection, string actionId, CancellationToken cancellationToken)
    {
        const string Probe = "INSERT INTO agentcluster_ledger.executed_action (action_id, rows_affected) VALUES ($1, 0) ON CONFLICT DO NOTHING";
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new("BEGIN"), new("SET LOCAL lock_timeout = '10s'"), new(Probe) { Parameters = { new() { Value = actionId } } }, new("ROLLBACK") },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return await FindAsync(connection, actionId, cancellationToken);
    }

    /// <summary>Adds the row of an action to the transaction of its effect.</summary>
    public static async Task AddAsync(NpgsqlConnection connection, string actionId, long rows, string? undo, CancellationToken cancellationToken)
    {
        const string Entry = "INSERT INTO agentcluster_ledger.executed_action (action_id, rows_affected, undo) VALUES ($1, $2, $3)";
        await using var command = new NpgsqlCommand(Entry, connection)
        {
            Parameters = { new() { Value = actionId }, new() { Value = rows }, new() { Value = (object?)undo ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<CheckResult> CreateAsync(string check, SourceSettings settings, CancellationToken cancellationToken)
    {
        if (settings.WriteConnectionString is not { } text)
        {
            return CheckResult.Fail(check, "The source has no writing login: put it again with 'writeConnectionString'.");
        }

        var login = PostgresConnectionString.Read("writeConnectionString", text);
        if (!login.Succeeded)
        {
            return CheckResult.Fail(check, login.Problem.Message);
        }

        var sql = SourceLedger.Postgres(login.Value.Username!);
        try
        {
            login.Value.Pooling = false;
            await using var connection = new NpgsqlConnection(login.Value.ToString());
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return CheckResult.Pass(check, "The ledger is there.");
        }
        catch (NpgsqlException failure)
        {
            return CheckResult.Fail(check, $"The writing login cannot make it ({failure.Message}); the database's owner can.", sql);
        }
    }
}
