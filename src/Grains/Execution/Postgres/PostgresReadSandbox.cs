using System.Data;
using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AgentCluster.Execution.Postgres;

/// <summary>Runs a statement whose verdict is read, as the reading login in a READ ONLY transaction that is always rolled back.</summary>
internal sealed class PostgresReadSandbox(IOptions<ExecutionOptions> options)
{
    /// <summary>Code of the problem that a relation was altered since the statement was inspected.</summary>
    public const string Altered = "sourceAltered";

    private const string Cursor = "agentcluster_read";

    /// <summary>The rows, or why there are none: <see cref="Altered"/> when the catalog is not what its statement was inspected with.</summary>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public async Task<Outcome<ResultSet>> ReadAsync(NpgsqlConnection connection, PostgresCatalog catalog, string sql, object?[] parameters, int wanted, CancellationToken cancellationToken)
    {
        var maxRows = Math.Clamp(wanted, 1, options.Value.MaxRows);
        try
        {
            await BeginAsync(connection, options.Value.StatementTimeout, cancellationToken);
            return PostgresShape.Of(sql) is { IsQuery: true, Explained: false }
                ? await QueryAsync(connection, catalog, sql, parameters, maxRows, cancellationToken)
                : await UtilityAsync(connection, sql, parameters, maxRows, cancellationToken);
        }
        catch (PostgresException refused) when (PostgresFaults.IsTimeout(refused))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Problem.Unavailable("timeout", $"The statement ran longer than {options.Value.StatementTimeout.TotalSeconds:0.###} s, or waited too long for a lock, and was ended; narrow it.");
        }
        catch (PostgresException refused) when (PostgresFaults.IsOfStatement(refused))
        {
            return Problem.Invalid("sql", PostgresFaults.Shown(refused), "sqlError");
        }
        finally
        {
            await EndAsync(connection);
        }
    }

    /// <summary>Begins the transaction. It has run a statement before the agent's does, so it cannot be made READ WRITE any more.</summary>
    public static async Task BeginAsync(NpgsqlConnection connection, TimeSpan timeout, CancellationToken cancellationToken)
    {
        const string Limits =
            """
            SELECT pg_catalog.set_config('statement_timeout', $1, true), pg_catalog.set_config('idle_in_transaction_session_timeout', $1, true),
                   pg_catalog.set_config('lock_timeout', '1s', true), pg_catalog.set_config('cursor_tuple_fraction', '1', true)
            """;
        var milliseconds = Math.Ceiling(timeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("BEGIN READ ONLY"), PostgresParameters.Command(Limits, [milliseconds]) } };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Rolls back whatever happened; a connection that cannot is not used again.</summary>
    public static async Task EndAsync(NpgsqlConnection connection)
    {
        try
        {
            if (connection.State == ConnectionState.Open)
            {
                await using var command = new NpgsqlCommand("ROLLBACK", connection);
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
        catch (NpgsqlException)
        {
            // The driver closes a connection that breaks; the server rolls back what it held.
        }
    }

    /// <summary>
    /// Through a cursor, which takes nothing but a query without changes in its WITH; fetched in the server's text form, which every type
    /// has, also those that the driver does not know.
    /// </summary>
    private async Task<Outcome<ResultSet>> QueryAsync(NpgsqlConnection connection, PostgresCatalog catalog, string sql, object?[] parameters, int maxRows, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { PostgresParameters.Command($"DECLARE {Cursor} NO SCROLL CURSOR FOR {sql}", parameters), PostgresVersions.Ask() } };
        batch.Timeout = 0;
        await using (var locked = await batch.ExecuteReaderAsync(cancellationToken))
        {
            if (!await PostgresVersions.AreKnownAsync(locked, catalog, cancellationToken))
            {
                return Problem.Unavailable(Altered, "What the statement reads is being altered; try again.");
            }
        }

        await using var fetch = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"FETCH {maxRows + 1} FROM {Cursor}"), connection)
        {
            AllResultTypesAreUnknown = true,
            CommandTimeout = 0,
        };
        await using var rows = await fetch.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        return await PostgresRows.ReadAsync(rows, maxRows, options.Value.MaxBytes, fetch.Cancel, cancellationToken);
    }

    /// <summary>EXPLAIN and SHOW, whose results are text.</summary>
    private async Task<Outcome<ResultSet>> UtilityAsync(NpgsqlConnection connection, string sql, object?[] parameters, int maxRows, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { PostgresParameters.Command(sql, parameters) } };
        batch.Timeout = 0;
        await using var rows = await batch.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        return await PostgresRows.ReadAsync(rows, maxRows, options.Value.MaxBytes, batch.Cancel, cancellationToken);
    }
}
