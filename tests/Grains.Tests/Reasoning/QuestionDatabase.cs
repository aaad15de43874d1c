using System.Data.Common;
using AgentCluster.Discovery;
using AgentCluster.Discovery.Postgres;
using AgentCluster.Discovery.Relationships;
using AgentCluster.Discovery.Sqlite;
using AgentCluster.TestKit.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AgentCluster.Grains.Tests.Reasoning;

/// <summary>The database of a question set on one engine, discovered.</summary>
internal sealed class QuestionDatabase : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly Func<ValueTask> _drop;

    private QuestionDatabase(DbConnection connection, Catalog catalog, Func<ValueTask> drop) => (_connection, Catalog, _drop) = (connection, RelationshipInference.Extend(catalog), drop);

    public Catalog Catalog { get; }

    public static async Task<QuestionDatabase> SqliteAsync(string path, TimeProvider time)
    {
        var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync();
        return new(connection, await new SqliteCatalogReader(time).ReadAsync(connection, new("default", _ => true), CancellationToken.None), () => default);
    }

    /// <param name="fill">Fills an empty database, given its owner's connection string.</param>
    /// <param name="time">The clock.</param>
    public static async Task<QuestionDatabase> PostgresAsync(Func<string, Task> fill, TimeProvider time)
    {
        var server = await PostgresServer.GetAsync();
        var name = await server.CreateEmptyDatabaseAsync();
        await fill(server.Admin(name));
        Catalog catalog;

        // Discovery leaves its short time limits to the connection.
        await using (var discovering = await OpenAsync(server.Admin(name)))
        {
            catalog = await new PostgresCatalogReader(time).ReadAsync(discovering, new("default", table => !table.StartsWith("agentcluster_ledger.", StringComparison.Ordinal)), CancellationToken.None);
        }

        return new(await OpenAsync(server.Admin(name)), catalog, async () => await server.DropDatabaseAsync(name));
    }

    /// <summary>What a statement comes to; null when the engine refuses it.</summary>
    public async Task<List<object?[]>?> RowsAsync(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        try
        {
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<object?[]>();
            while (await reader.ReadAsync())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Value(reader.GetValue(i)))]);
            }

            return rows;
        }
        catch (DbException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _drop();
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timezone = "UTC" }.ToString());
        await connection.OpenAsync();
        return connection;
    }

    // As SQLite keeps it.
    private static object? Value(object value) => value switch
    {
        DBNull => null,
        bool flag => flag ? 1 : 0,
        DateTime { TimeOfDay.Ticks: 0, Kind: not DateTimeKind.Utc } day => $"{day:yyyy-MM-dd}",
        DateTime instant => $"{instant:yyyy-MM-dd HH:mm:ss}",
        _ => value,
    };
}
