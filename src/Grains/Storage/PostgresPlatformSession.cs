using System.Data.Common;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace AgentCluster.Storage;

/// <summary>A session on a PostgreSQL connection. Every batch names the tenant first, in the same round trip.</summary>
internal sealed class PostgresPlatformSession(NpgsqlConnection connection, string tenant, CancellationToken cancellationToken) : PlatformSession
{
    private const int LargestBatch = 500;

    public override async Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        await using var batch = Batch();
        batch.BatchCommands.Add(Command(sql, parameters));
        return await ChangedAsync(batch);
    }

    public override async Task<int> ExecuteManyAsync(string sql, IReadOnlyCollection<(string Name, object? Value)[]> rows)
    {
        var changed = 0;
        foreach (var chunk in rows.Chunk(LargestBatch))
        {
            await using var batch = Batch();
            foreach (var row in chunk)
            {
                batch.BatchCommands.Add(Command(sql, row));
            }

            changed += await ChangedAsync(batch);
        }

        return changed;
    }

    public override async Task<List<T>> QueryAsync<T>(Func<DbDataReader, T> map, string sql, params (string Name, object? Value)[] parameters)
    {
        await using var batch = Batch();
        batch.BatchCommands.Add(Command(sql, parameters));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    public override Task<DateTimeOffset> NowAsync() => FirstAsync(row => row.InstantOf(0), "SELECT clock_timestamp()");

    private NpgsqlBatch Batch()
    {
        var batch = new NpgsqlBatch(connection);
        var name = new NpgsqlBatchCommand("SELECT set_config('agentcluster.tenant', $1, true)");
        name.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant });
        batch.BatchCommands.Add(name);
        return batch;
    }

    private async Task<int> ChangedAsync(NpgsqlBatch batch)
    {
        await batch.ExecuteNonQueryAsync(cancellationToken);
        var changed = 0UL;
        for (var i = 1; i < batch.BatchCommands.Count; i++)
        {
            changed += batch.BatchCommands[i].Rows;
        }

        return (int)changed;
    }

    private static NpgsqlBatchCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.Add(Parameter(name, value));
        }

        return command;
    }

    // Text and null go untyped, so that the server takes text for jsonb too and NULL for anything.
    private static NpgsqlParameter Parameter(string name, object? value) => value switch
    {
        null => new(name, DBNull.Value),
        string text => new(name, NpgsqlDbType.Unknown) { Value = Storable(text) },

        // To the millisecond, as in SQLite: cursors and keys made of an instant mean the same row on both engines.
        DateTimeOffset instant => new(name, NpgsqlDbType.TimestampTz) { Value = DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds()) },
        _ => new(name, value),
    };

    // PostgreSQL takes neither NUL nor half a surrogate pair as text; SQLite takes both, and anybody may ask with them.
    private static string Storable(string text) => text.Contains('\0', StringComparison.Ordinal) || text.AsSpan().ContainsAnyInRange('\ud800', '\udfff')
        ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\ufffd')
        : text;
}
