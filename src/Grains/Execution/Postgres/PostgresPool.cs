using Npgsql;
using Polly;

namespace AgentCluster.Execution.Postgres;

/// <summary>The few connections of one login to a source; whoever finds all of them taken waits.</summary>
internal sealed class PostgresPool(NpgsqlDataSource source, int size) : IDisposable
{
    private readonly SemaphoreSlim _free = new(size);

    /// <summary>The pool of a login that inspects: no connection of it may write trees to the server's log.</summary>
    public static NpgsqlDataSource Inspecting(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.UsePhysicalConnectionInitializer(_ => throw new NotSupportedException("Connections are opened asynchronously."), BeginInspectingAsync);
        return builder.Build();
    }

    public async Task<T> UseAsync<T>(ResiliencePipeline breaker, Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await breaker.ExecuteAsync(
                async token =>
                {
                    await using var connection = await source.OpenConnectionAsync(token);
                    return await work(connection, token);
                },
                cancellationToken);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => source.Dispose();

    private static async Task BeginInspectingAsync(NpgsqlConnection connection)
    {
        await using var asked = new NpgsqlCommand("SELECT current_setting('log_min_messages') IN ('fatal', 'panic'), current_setting('is_superuser') = 'on', quote_ident(session_user)", connection);
        bool quiet, may;
        string login;
        await using (var rows = await asked.ExecuteReaderAsync())
        {
            await rows.ReadAsync();
            (quiet, may, login) = (rows.GetBoolean(0), rows.GetBoolean(1), rows.GetString(2));
        }

        if (!quiet && !may)
        {
            throw new PostgresLogException(login);
        }

        await using var begun = new NpgsqlBatch(connection);
        if (!quiet)
        {
            begun.BatchCommands.Add(new("SET log_min_messages = 'fatal'"));
        }

        begun.BatchCommands.Add(new("SET debug_print_rewritten = on"));
        await begun.ExecuteNonQueryAsync();
    }
}
