using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AgentCluster.Execution.Writing;
using Npgsql;

namespace AgentCluster.Execution.Postgres;

/// <summary>One transaction of the writing login: what it reads is one state of the database, or the server refuses the change.</summary>
internal sealed class PostgresTransaction(NpgsqlConnection connection)
{
    public NpgsqlConnection Connection => connection;

    /// <summary>Begins it with limits of its own.</summary>
    public static async Task<PostgresTransaction> BeginAsync(NpgsqlConnection connection, TimeSpan statement, TimeSpan wait, CancellationToken cancellationToken)
    {
        var (limit, patience) = (Milliseconds(statement), Milliseconds(wait));
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE"),
                new($"SET LOCAL statement_timeout = {limit}"),
                new($"SET LOCAL lock_timeout = {patience}"),
                new("SET LOCAL idle_in_transaction_session_timeout = '30s'"),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return new(connection);
    }

    /// <summary>Runs a statement; the rows that it changed.</summary>
    public async Task<long> ChangeAsync(string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { PostgresParameters.Command(sql, parameters) } };
        batch.Timeout = 0;
        return Math.Max(0, await batch.ExecuteNonQueryAsync(cancellationToken));
    }

    /// <summary>Runs a change; the rows that it changed, and how they were and became where that can be told.</summary>
    public async Task<(long Rows, RowImages? Images)> ChangeAsync(PostgresExamined examined, string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        if (!examined.CanBeTried || examined.Capturing is not { } capturing)
        {
            return (await ChangeAsync(sql, parameters, cancellationToken), null);
        }

        var table = examined.Table!;
        var (told, isWhole) = await TextAsync(capturing, parameters, cancellationToken);
        var (rows, width) = (long.Parse(told[0][0]!, CultureInfo.InvariantCulture), table.Columns.Length);
        var images = told.Take(isWhole ? told.Count : told.Count - 1).Where(row => row[^1] is not null).Select(row => new RowImage(
            row[^1] == "true" ? row.Slice(1, width) : null,
            examined.Change!.Kind == "delete" ? null : row.Slice(1 + width, width))).ToImmutableArray();
        return (
            rows,
            examined.Change!.Kind != "insert" && images.Any(row => row.Before is null) ? null : new()
            {
                Table = table.Shown,
                Columns = table.ColumnNames,
                Key = table.Key,
                Rows = images,
                Truncated = rows > images.Length,
            });
    }

    /// <summary>
    /// The rows of a query whose columns are all text, and whether these are all of them: there is at least the first, and none after the one
    /// with which they are more than <see cref="RowImages.MaxBytes"/>.
    /// </summary>
    public async Task<(List<ImmutableArray<string?>> Rows, bool IsWhole)> TextAsync(string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { PostgresParameters.Command(sql, parameters) } };
        batch.Timeout = 0;
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        var (found, length) = (new List<ImmutableArray<string?>>(), 0L);
        while (length <= RowImages.MaxBytes && await rows.ReadAsync(cancellationToken))
        {
            found.Add([.. Enumerable.Range(0, rows.FieldCount).Select(i => rows.IsDBNull(i) ? null : rows.GetString(i))]);
            length += found[^1].Sum(value => value?.Length ?? 0L);
        }

        return (found, length <= RowImages.MaxBytes);
    }

    /// <summary>How many rows the planner expects, or null.</summary>
    public async Task<long?> EstimateAsync(string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { PostgresParameters.Command($"EXPLAIN (FORMAT JSON) {sql}", parameters) } };
        if (await batch.ExecuteScalarAsync(cancellationToken) is not string text)
        {
            return null;
        }

        using var json = JsonDocument.Parse(text);
        var plan = json.RootElement[0].GetProperty("Plan");
        var driving = plan.TryGetProperty("Plans", out var inner) ? inner[0] : plan;
        return (long)driving.GetProperty("Plan Rows").GetDouble();
    }

    /// <summary>Commits. From here on the caller's leaving changes nothing.</summary>
    public async Task<WriteOutcome> CommitAsync(long rows, string? undo)
    {
        try
        {
            await using var command = new NpgsqlCommand("COMMIT", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            return new(WriteStatus.Executed, rows, undo is not null);
        }
        catch (PostgresException refused) when (refused.InvariantSeverity == "ERROR")
        {
            throw;
        }
        catch (NpgsqlException broken)
        {
            return new(WriteStatus.Unknown, Problem: Problem.Unavailable("outcomeUnknown", $"The connection broke while it was committed ({broken.Message}), and nobody can tell whether it was."));
        }
    }

    /// <summary>Checks what would be checked at the end only.</summary>
    public Task CheckDeferredAsync(CancellationToken cancellationToken) => ChangeAsync("SET CONSTRAINTS ALL IMMEDIATE", [], cancellationToken);

    private static string Milliseconds(TimeSpan time) => Math.Ceiling(time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
