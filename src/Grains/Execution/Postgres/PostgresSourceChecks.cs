using AgentCluster.Monitoring;
using Npgsql;

namespace AgentCluster.Execution.Postgres;

/// <summary>Checks of a PostgreSQL source: each login connects, the inspecting one is shown trees and leaves no trace of them, the reading one may only read.</summary>
internal static class PostgresSourceChecks
{
    private const int OldestServer = 15;

    public static async Task<IReadOnlyList<CheckResult>> RunAsync(string check, SourceSettings settings, CancellationToken cancellationToken)
    {
        var logins = PostgresLogins.Of(settings, connections: 1);
        if (!logins.Succeeded)
        {
            return [CheckResult.Fail(check, logins.Problem.Message)];
        }

        var (inspecting, schemas) = await InspectingAsync($"{check}: inspecting login", logins.Value.Inspecting, cancellationToken);
        var reading = await ReadingAsync($"{check}: reading login", logins.Value, schemas, cancellationToken);
        return settings.Writable ? [inspecting, reading, await WritingAsync($"{check}: ledger", settings, cancellationToken)] : [inspecting, reading];
    }

    private static async Task<(CheckResult Result, string[] Schemas)> InspectingAsync(string check, string connectionString, CancellationToken cancellationToken)
    {
        var login = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        try
        {
            await using var source = PostgresPool.Inspecting(login.ToString());
            await using var session = new PostgresSession(await source.OpenConnectionAsync(cancellationToken));
            await using var command = new NpgsqlCommand(
                "SELECT current_setting('server_version_num')::int, current_setting('default_transaction_read_only') = 'on', pg_catalog.current_schemas(false)::text[]", session.Connection);
            int version;
            bool isFenced;
            string[] schemas;
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
            {
                await row.ReadAsync(cancellationToken);
                (version, isFenced, schemas) = (row.GetInt32(0) / 10000, row.GetBoolean(1), row.GetFieldValue<string[]>(2));
            }

            var isShown = isFenced && (await session.AskAsync("SELECT 1", [], cancellationToken)).Trees.Count > 0;
            return (
                version < OldestServer ? CheckResult.Fail(check, $"PostgreSQL {version} is too old: {OldestServer} or later is needed.")
                    : !isShown ? CheckResult.Fail(check, "The server shows no trees, as behind a transaction pooler.", "-- Connect straight to the server (on Supabase: port 5432, not 6543).")
                    : CheckResult.Pass(check, $"'{login.Username}' is shown what statements would do, on PostgreSQL {version}."),
                schemas);
        }
        catch (PostgresLogException unsafeLog)
        {
            return (CheckResult.Fail(check, "The server would log every inspected statement with its values, so nothing is inspected or run. A superuser mends it.", unsafeLog.Repair), []);
        }
        catch (NpgsqlException failure)
        {
            return (Unreached(check, login, failure, InspectorSql(login)), []);
        }
    }

    private static async Task<CheckResult> ReadingAsync(string check, PostgresLogins logins, string[] schemas, CancellationToken cancellationToken)
    {
        if (logins.Reading is null)
        {
            var suggested = new NpgsqlConnectionStringBuilder(logins.Inspecting) { Username = "agent_reader" };
            return CheckResult.Warn(check, "There is none, so no SQL of agents or clients runs; statements are inspected only.", ReaderSql(suggested, schemas));
        }

        var login = new NpgsqlConnectionStringBuilder(logins.Reading) { Pooling = false };
        try
        {
            await using var connection = new NpgsqlConnection(login.ToString());
            await connection.OpenAsync(cancellationToken);
            return await PostgresSelfTest.FaultAsync(connection, schemas, cancellationToken) is { } fault ? CheckResult.Fail(check, fault)
                : await IsSpillingBoundedAsync(connection, cancellationToken) ? CheckResult.Pass(check, $"'{login.Username}' may read and nothing else.")
                : CheckResult.Warn(
                    check,
                    $"'{login.Username}' may read and nothing else, but a large sort may fill the server's disk. A superuser mends it.",
                    $"ALTER ROLE {Quoted(login.Username!)} SET temp_file_limit = '1GB';");
        }
        catch (NpgsqlException failure)
        {
            return Unreached(check, login, failure, ReaderSql(login, schemas));
        }
    }

    private static async Task<CheckResult> WritingAsync(string check, SourceSettings settings, CancellationToken cancellationToken)
    {
        if (settings.WriteConnectionString is not { } text)
        {
            return CheckResult.Fail(check, "The source is writable and has no writing login: put it again with 'writeConnectionString'.");
        }

        var login = PostgresConnectionString.Read("writeConnectionString", text);
        if (!login.Succeeded)
        {
            return CheckResult.Fail(check, login.Problem.Message);
        }

        try
        {
            login.Value.Pooling = false;
            await using var connection = new NpgsqlConnection(login.Value.ToString());
            await connection.OpenAsync(cancellationToken);
            return await PostgresLedger.ExistsAsync(connection, cancellationToken) ? CheckResult.Pass(check, "The ledger is there, and the writing login may use it.")
                : CheckResult.Warn(check, "Without a ledger an approved action runs at most once, and may be lost in a crash.", SourceLedger.Postgres(login.Value.Username!));
        }
        catch (NpgsqlException failure)
        {
            return Unreached(check, login.Value, failure, $"CREATE ROLE {Quoted(login.Value.Username!)} LOGIN PASSWORD '...';");
        }
    }

    private static async Task<bool> IsSpillingBoundedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT current_setting('temp_file_limit') <> '-1'", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>A login that the server does not let in is made by the SQL given; where no server answers none helps.</summary>
    private static CheckResult Unreached(string check, NpgsqlConnectionStringBuilder login, NpgsqlException failure, string sql) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } refused
            ? CheckResult.Fail(check, $"'{login.Username}' is not let in: {refused.MessageText}.", sql)
            : CheckResult.Fail(check, $"Database '{login.Database}' on {login.Host} cannot be reached: {failure.Message}");

    private static string InspectorSql(NpgsqlConnectionStringBuilder login) =>
        $"""
        CREATE ROLE {Quoted(login.Username!)} LOGIN PASSWORD '...';
        ALTER ROLE {Quoted(login.Username!)} SET log_min_messages = 'fatal';
        GRANT USAGE ON SCHEMA public TO {Quoted(login.Username!)};
        """;

    private static string ReaderSql(NpgsqlConnectionStringBuilder login, string[] schemas)
    {
        var names = schemas.Length == 0 ? "public" : string.Join(", ", schemas.Select(Quoted));
        var reader = Quoted(login.Username!);
        return $"""
            CREATE ROLE {reader} LOGIN PASSWORD '...';
            ALTER ROLE {reader} SET temp_file_limit = '1GB';
            GRANT USAGE ON SCHEMA {names} TO {reader};
            GRANT SELECT ON ALL TABLES IN SCHEMA {names} TO {reader};
            REVOKE CREATE ON SCHEMA {names} FROM PUBLIC;
            REVOKE TEMPORARY ON DATABASE {Quoted(login.Database!)} FROM PUBLIC;
            """;
    }

    private static string Quoted(string name) => new NpgsqlCommandBuilder().QuoteIdentifier(name);
}
