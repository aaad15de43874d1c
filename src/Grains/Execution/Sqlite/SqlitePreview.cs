using System.Collections.Frozen;
using System.Collections.Immutable;
using AgentCluster.Execution.Writing;

namespace AgentCluster.Execution.Sqlite;

/// <summary>What a change would do: tried within a transaction that is rolled back where no code of a user stands behind its table.</summary>
internal static class SqlitePreview
{
    private static readonly FrozenSet<string> Fleeting = new[]
    {
        "current_date", "current_time", "current_timestamp", "date", "time", "datetime", "julianday", "unixepoch", "strftime", "timediff", "random", "randomblob",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The preview of a statement; its effect is left in the session's transaction.</summary>
    public static Outcome<Preview> Of(SqliteSession session, string sql, IReadOnlyDictionary<string, object?> values, TimeSpan limit, CancellationToken cancellationToken)
    {
        session.Refresh();
        var examined = SqliteInspector.Examine(session, sql);
        if (WriteGate.Refusal(examined.Inspected) is { } refusal)
        {
            return refusal;
        }

        var facts = Facts(session, examined.Trace) with { Table = examined.Trace.Changes.FirstOrDefault().Table };
        if (!examined.CanBeTried)
        {
            return facts;
        }

        var table = SqliteTable.Find(session, examined.Target!);
        session.Capture.Watch(table);
        var rows = SqliteChange.Run(session, sql, values, limit, cancellationToken);
        return rows is { Problem.Code: "timeout" } ? facts
            : !rows.Succeeded ? rows.Problem
            : session.BreaksForeignKeys() ? Problem.Invalid("sql", "FOREIGN KEY constraint failed", "sqlError")
            : table is null || session.Capture.IsPartial ? facts with { RowsAffected = rows.Value, IsExact = true }
            : Bound(Of(table, session.Capture.Images(), session.Capture.Rows(rows.Value)), session.Capture.Images(), examined.Trace) with { Fingerprint = facts.Fingerprint };
    }

    /// <summary>What comes from other tables is bound as it was shown, unless a clock or chance has a part in it.</summary>
    private static Preview Bound(Preview preview, RowImages images, SqliteTrace trace) => trace.Relations.Count <= 1 || trace.Functions.Any(Fleeting.Contains) ? preview
        : preview with { BoundResults = images.Columns, RowsDigest = images.Digest(images.Columns) };

    /// <summary>The preview of rows as they are and would be.</summary>
    public static Preview Of(SqliteTable table, RowImages images, long rows)
    {
        var net = images.Net();
        var first = SqliteTable.InOrder(images, net).Take(WriteGate.SampleRows).ToArray();
        var truncated = images.Truncated || net.Length > first.Length;
        return new()
        {
            RowsAffected = rows,
            IsExact = true,
            Before = table.Show(Present(first.Select(row => row.Before)), truncated),
            After = table.Show(Present(first.Select(row => row.After)), truncated),
            IsUndoable = images.ToUndo() is not null,
            Table = table.Name,
            RowsDigest = images.Digest(null),
        };
    }

    private static IEnumerable<ImmutableArray<string?>> Present(IEnumerable<ImmutableArray<string?>?> rows) => rows.OfType<ImmutableArray<string?>>();

    private static Preview Facts(SqliteSession session, SqliteTrace trace) => new()
    {
        Cascades =
        [
            .. trace.Cascade is null ? [] : trace.Changes.Select(change => change.Table).Distinct(StringComparer.OrdinalIgnoreCase)
                .Where(table => table != trace.Changes[0].Table || table == trace.Cascade)
                .Select(table => $"Changes rows of {table} as well, by a foreign key or a trigger."),
        ],
        Triggers = [.. trace.Triggers],
        Fingerprint = SqliteDefinitions.Fingerprint(session, trace),
    };
}
