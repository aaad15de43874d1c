using System.Text.Json;
using AgentCluster.Discovery;
using AgentCluster.Discovery.Relationships;
using AgentCluster.Discovery.Sqlite;
using AgentCluster.Execution;
using AgentCluster.Memory;
using AgentCluster.Reasoning;
using AgentCluster.Reasoning.Local;
using AgentCluster.Reasoning.Local.Acting;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Grains.Tests.Reasoning.Acting;

/// <summary>A database that requests are put to; what they come to is tried on it and undone.</summary>
internal sealed class ActingCase : IAsyncDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Planner _planner;
    private readonly Abilities _abilities;

    private ActingCase(SqliteConnection connection, Catalog catalog, TimeProvider time, string? statusMapping)
    {
        (_connection, Catalog) = (connection, catalog);
        _planner = new(new LexiconCache(), WordVectors.Shared, time);
        _abilities = new(Shelves.Actor, Shelves.Roster, Shelves.Tools(statusMapping));
    }

    public Catalog Catalog { get; }

    /// <summary>A database of its own, made of statements.</summary>
    public static async Task<ActingCase> MadeOfAsync(string script, TimeProvider time)
    {
        var connection = new SqliteConnection("Data Source=:memory:;Foreign Keys=False");
        await connection.OpenAsync();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = script;
            await command.ExecuteNonQueryAsync();
        }

        return await OverAsync(connection, time, null);
    }

    public static async Task<ActingCase> OfFileAsync(string path, TimeProvider time, string statusMapping)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=false;Foreign Keys=False");
        await connection.OpenAsync();
        return await OverAsync(connection, time, statusMapping);
    }

    /// <summary>The plan of a text, or null when it is no request.</summary>
    public ActionPlan? Plan(string request) =>
        _planner.Act(new() { Source = new SourceKey("local", "default"), Question = request, Catalog = Catalog, Abilities = _abilities });

    /// <summary>What a request comes to: a call, or the words that ask back.</summary>
    public async Task<(ActionCall? Call, string Question)> ActAsync(string request) =>
        Plan(request) is { } plan ? plan.Decide(plan.LookUp() is { } sql ? await RowsAsync(sql) : null) : (null, "No request.");

    /// <summary>The statement that a request comes to, or the words that ask back.</summary>
    public async Task<string> SqlAsync(string request)
    {
        var (call, question) = await ActAsync(request);
        return call is null ? $"? {question}" : call.Arguments.TryGetValue("sql", out var sql) ? (string)sql! : JsonSerializer.Serialize(call.Arguments.OrderBy(pair => pair.Key).ToDictionary());
    }

    /// <summary>The rows that a statement takes from its table and adds to it; everything is undone.</summary>
    public async Task<string> EffectAsync(string sql, string table)
    {
        await using var transaction = (SqliteTransaction)await _connection.BeginTransactionAsync();
        var before = await ReadAsync($"SELECT * FROM {table}");
        await ReadAsync(sql);
        var after = await ReadAsync($"SELECT * FROM {table}");
        await transaction.RollbackAsync();
        return $"- {string.Join('\n', before.Except(after).Order())}\n+ {string.Join('\n', after.Except(before).Order())}";
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<ActingCase> OverAsync(SqliteConnection connection, TimeProvider time, string? statusMapping)
    {
        var catalog = await new SqliteCatalogReader(time).ReadAsync(connection, new("default", _ => true), CancellationToken.None);
        return new(connection, RelationshipInference.Extend(catalog), time, statusMapping);
    }

    private async Task<ResultSet> RowsAsync(string sql)
    {
        var rows = await ReadAsync(sql);
        return new() { Columns = ["place", "found", "shown"], ColumnTypes = ["integer", "integer", "text"], RowsJson = $"[{string.Join(',', rows)}]", RowCount = rows.Count };
    }

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(JsonSerializer.Serialize(Enumerable.Range(0, reader.FieldCount).Select(column => Value(reader.GetValue(column)))));
        }

        return rows;
    }

    // A number is the same number whether the engine keeps it whole.
    private static object? Value(object value) => value is DBNull ? null : value is double real && real == Math.Round(real, 6) && real == Math.Truncate(real) ? (long)real : value;
}
