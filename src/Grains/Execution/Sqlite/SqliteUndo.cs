using System.Collections.Immutable;
using System.Text;
using AgentCluster.Execution.Writing;
using AgentCluster.Storage;
using SQLitePCL;

namespace AgentCluster.Execution.Sqlite;

/// <summary>Takes a change back row by row, last row first, each only if it is still as the change left it.</summary>
internal sealed class SqliteUndo(SqliteSession session, SqliteTable table, RowImages inverse, TimeSpan limit, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, Problem?> _judged = new(StringComparer.Ordinal);

    /// <summary>Why it cannot be done, or null when it is done within the session's transaction.</summary>
    public Problem? Apply()
    {
        if (!table.ColumnNames.SequenceEqual(inverse.Columns) || !table.Key.SequenceEqual(inverse.Key))
        {
            return WriteGate.NotUndoable($"{table.Name} has other columns now.");
        }

        // Rows that point at each other come back one after the other.
        session.Authorizer.Own(() => session.Connection.Execute("PRAGMA defer_foreign_keys = ON"));
        foreach (var row in inverse.Rows)
        {
            if ((Fault(row) ?? Change(row)) is { } problem)
            {
                return problem;
            }
        }

        return !IsWhole() ? WriteGate.NotUndoable($"It would change other rows of {table.Name} as well.")
            : session.BreaksForeignKeys() ? WriteGate.NotUndoable("Rows of other tables rest on it now (FOREIGN KEY constraint failed).") : null;
    }

    /// <summary>Whether the engine changed the rows that were to be changed, and as they were to be.</summary>
    private bool IsWhole()
    {
        var changed = session.Capture.Images();
        var wanted = inverse.Rows.Where(row => !Same(row.Before, row.After)).ToArray();
        return !changed.Truncated && changed.Rows.Length == wanted.Length
            && changed.Rows.Zip(wanted, (one, other) => Same(one.Before, other.Before) && Same(one.After, other.After)).All(same => same);
    }

    private static bool Same(ImmutableArray<string?>? one, ImmutableArray<string?>? other) => one is { } row ? other is { } same && row.SequenceEqual(same) : other is null;

    private Problem? Fault(RowImage row)
    {
        var key = inverse.KeyOf(row.Before ?? row.After!.Value);
        var found = Find(key);
        var shown = string.Join(", ", inverse.Key.Zip(key, (column, value) => $"{column} = {value?[2..] ?? "NULL"}"));
        return row.Before is { } expected
            ? found is [var now] && now.SequenceEqual(expected) ? null
                : WriteGate.NotUndoable(found.Count == 0 ? $"The row of {table.Name} with {shown} is gone." : $"The row of {table.Name} with {shown} was changed since.")
            : found.Count == 0 ? null : WriteGate.NotUndoable($"{table.Name} has a new row with {shown}.");
    }

    private List<ImmutableArray<string?>> Find(ImmutableArray<string?> key)
    {
        var sql = $"SELECT {string.Join(", ", inverse.Columns.Select(SqliteCommands.Quote))} FROM {SqliteCommands.Quote(table.Name)} WHERE {Picked()}";
        return session.Authorizer.Own(() =>
        {
            var rows = new List<ImmutableArray<string?>>();
            session.Prepare(Encoding.UTF8.GetBytes(sql), out var statement, out _);
            using (statement)
            {
                SqliteParameters.Bind(statement!, KeyValues(key));
                while (raw.sqlite3_step(statement!) == raw.SQLITE_ROW)
                {
                    rows.Add(Row(statement!));
                }
            }

            return rows;
        });
    }

    /// <summary>The current row; one with a text that is no UTF-8 is none that was kept.</summary>
    private ImmutableArray<string?> Row(sqlite3_stmt statement)
    {
        try
        {
            return [.. Enumerable.Range(0, inverse.Columns.Length).Select(column => SqliteValue.Of(statement, column))];
        }
        catch (DecoderFallbackException)
        {
            return [];
        }
    }

    private Problem? Change(RowImage row)
    {
        var name = SqliteCommands.Quote(table.Name);
        var values = KeyValues(inverse.KeyOf(row.Before ?? row.After!.Value));
        if (row.After is not { } wanted)
        {
            return Run($"DELETE FROM {name} WHERE {Picked()}", values);
        }

        var columns = Enumerable.Range(0, wanted.Length).Where(i => row.Before is not { } now || now[i] != wanted[i]).ToArray();
        foreach (var i in columns)
        {
            values[$"@v{i}"] = SqliteValue.Parse(wanted[i]);
        }

        return columns.Length == 0 ? null
            : row.Before is null
                ? Run($"INSERT INTO {name} ({string.Join(", ", inverse.Columns.Select(SqliteCommands.Quote))}) VALUES ({string.Join(", ", columns.Select(i => $"@v{i}"))})", values)
                : Run($"UPDATE {name} SET {string.Join(", ", columns.Select(i => $"{SqliteCommands.Quote(inverse.Columns[i])} = @v{i}"))} WHERE {Picked()}", values);
    }

    private Problem? Run(string sql, Dictionary<string, object?> values)
    {
        if (!_judged.TryGetValue(sql, out var refusal))
        {
            var examined = SqliteInspector.Examine(session, sql);
            _judged[sql] = refusal = examined.Inspected is { Inspection.Verdict: Verdict.Forbidden } refused ? WriteGate.NotUndoable(string.Join(' ', refused.Inspection.Reasons))
                : examined.Trace.Triggers.Count > 0 ? WriteGate.NotUndoable($"It would fire trigger {examined.Trace.Triggers.Min}.")
                : null;
        }

        return refusal ?? (SqliteChange.Run(session, sql, values, limit, cancellationToken) switch
        {
            { Problem.Code: "sqlError" } failed => WriteGate.NotUndoable(failed.Problem!.Message),
            { Problem: { } problem } => problem,
            _ when session.Capture.IsPartial => WriteGate.NotUndoable("It would change rows of other tables as well."),
            _ => null,
        });
    }

    private string Picked() => string.Join(" AND ", inverse.Key.Select((column, i) => $"{SqliteCommands.Quote(column)} IS @k{i}"));

    private static Dictionary<string, object?> KeyValues(ImmutableArray<string?> key) =>
        key.Select((value, i) => (Name: $"@k{i}", Value: SqliteValue.Parse(value))).ToDictionary(pair => pair.Name, pair => pair.Value);
}
