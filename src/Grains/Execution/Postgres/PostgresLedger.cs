using AgentCluster.Monitoring;
using Npgsql;

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
