using System.Collections.Immutable;
using AgentCluster.Execution.Writing;

namespace AgentCluster.Execution.Postgres;

/// <summary>
/// Takes a change back by at most three statements, each over all of its rows, so that keys between them are checked when all are there.
/// </summary>
/// <param name="table">The table as it is.</param>
/// <param name="inverse">Rows as they have to be now, and as they were before the action.</param>
internal sealed class PostgresUndo(PostgresTable table, RowImages inverse)
{
    public PostgresTable Table => table;

    /// <summary>The statements in order, with their parameters and the rows that each has to change.</summary>
    public IReadOnlyList<(string Sql, object?[] Parameters, int Rows)> Statements { get; } = [.. Of(table, inverse)];

    /// <summary>Why the table is not the one that the action left, or null.</summary>
    public static Problem? Fault(PostgresTable? table, RowImages inverse) =>
        table is null ? WriteGate.NotUndoable($"The table {inverse.Table} is gone.")
        : !table.ColumnNames.SequenceEqual(inverse.Columns) || !table.Key.SequenceEqual(inverse.Key) ? WriteGate.NotUndoable($"{table.Shown} has other columns now.")
        : null;

    /// <summary>Does it within a transaction; why it cannot be done, or null.</summary>
    public async Task<Problem?> ApplyAsync(PostgresTransaction transaction, CancellationToken cancellationToken)
    {
        if (await ChangedAsync(transaction, cancellationToken) is { } changed)
        {
            return changed;
        }

        foreach (var (sql, parameters, rows) in Statements)
        {
            if (await transaction.ChangeAsync(sql, parameters, cancellationToken) != rows)
            {
                return WriteGate.NotUndoable($"Rows of {table.Shown} are out of the writing login's reach.");
            }
        }

        return null;
    }

    /// <summary>Why a row is not as the action left it, or null.</summary>
    private async Task<Problem?> ChangedAsync(PostgresTransaction transaction, CancellationToken cancellationToken)
    {
        var keys = inverse.Rows.Select(row => inverse.KeyOf(row.Before ?? row.After!.Value)).ToArray();
        var sql = $"SELECT {string.Join(", ", table.ColumnNames.Select(column => $"t.{PostgresTable.Quote(column)}::text"))} FROM {table.Quoted} AS t JOIN {Values(table.Key)} ON {Matched(table)}";
        var (rows, isWhole) = await transaction.TextAsync(sql, Columns(keys, table.Key.Length), cancellationToken);
        if (!isWhole)
        {
            return WriteGate.NotUndoable($"Rows of {table.Shown} were changed since: they are larger now.");
        }

        var found = rows.ToDictionary(row => Shown(inverse.KeyOf(row)), StringComparer.Ordinal);
        foreach (var (row, key) in inverse.Rows.Zip(keys, (row, key) => (row, Shown(key))))
        {
            var now = found.TryGetValue(key, out var present) ? present : (ImmutableArray<string?>?)null;
            if (row.Before is { } expected ? now?.SequenceEqual(expected) != true : now is not null)
            {
                return WriteGate.NotUndoable(
                    row.Before is null ? $"{table.Shown} has a new row with {key}."
                    : now is null ? $"The row of {table.Shown} with {key} is gone."
                    : $"The row of {table.Shown} with {key} was changed since.");
            }
        }

        return null;
    }

    private string Shown(ImmutableArray<string?> key) => string.Join(", ", table.Key.Zip(key, (column, value) => $"{column} = {value}"));

    private static IEnumerable<(string, object?[], int)> Of(PostgresTable table, RowImages inverse)
    {
        ImmutableArray<string?>[] added = [.. inverse.Rows.Where(row => row.After is null).Select(row => inverse.KeyOf(row.Before!.Value))];
        if (added.Length > 0)
        {
            yield return ($"DELETE FROM {table.Quoted} AS t USING {Values(table.Key)} WHERE {Matched(table)}", Columns(added, table.Key.Length), added.Length);
        }

        RowImage[] set = [.. inverse.Rows.Where(row => row is { Before: { } now, After: { } was } && !now.SequenceEqual(was))];
        if (set.Length > 0)
        {
            int[] places = [.. Enumerable.Range(0, table.Columns.Length).Where(i => set.Any(row => row.Before!.Value[i] != row.After!.Value[i]))];
            string[] columns = [.. table.Key, .. places.Select(i => table.Columns[i].Name)];
            yield return (
                $"UPDATE {table.Quoted} AS t SET {string.Join(", ", places.Select((i, n) => $"{PostgresTable.Quote(table.Columns[i].Name)} = v.c{table.Key.Length + n}::{table.Columns[i].Type}"))} FROM {Values(columns)} WHERE {Matched(table)}",
                Columns([.. set.Select(row => inverse.KeyOf(row.After!.Value).AddRange(places.Select(i => row.After!.Value[i])))], columns.Length),
                set.Length);
        }

        ImmutableArray<string?>[] removed = [.. inverse.Rows.Where(row => row.Before is null).Select(row => row.After!.Value)];
        if (removed.Length > 0)
        {
            yield return (
                $"INSERT INTO {table.Quoted} ({string.Join(", ", table.ColumnNames.Select(PostgresTable.Quote))}) OVERRIDING SYSTEM VALUE SELECT {string.Join(", ", table.Columns.Select((column, i) => $"v.c{i}::{column.Type}"))} FROM {Values(table.ColumnNames)}",
                Columns(removed, table.Columns.Length),
                removed.Length);
        }
    }

    /// <summary>One array a column, so that any number of rows is few parameters.</summary>
    private static object?[] Columns(ImmutableArray<string?>[] rows, int width) => [.. Enumerable.Range(0, width).Select(column => rows.Select(row => row[column]).ToArray())];

    private static string Values(IReadOnlyCollection<string> columns) =>
        $"unnest({string.Join(", ", columns.Select((_, i) => $"${i + 1}::text[]"))}) AS v({string.Join(", ", columns.Select((_, i) => $"c{i}"))})";

    private static string Matched(PostgresTable table) => string.Join(" AND ", table.Key.Select((column, i) =>
        $"t.{PostgresTable.Quote(column)} = v.c{i}::{table.Columns[table.ColumnNames.IndexOf(column)].Type}"));
}
