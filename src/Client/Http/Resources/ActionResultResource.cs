using AgentCluster.Execution;

namespace AgentCluster.Client.Http.Resources;

/// <summary>What came of an action.</summary>
internal sealed record ActionResultResource
{
    /// <summary>In words, or null.</summary>
    public string? Text { get; init; }

    /// <summary>Rows changed, or null for a read.</summary>
    public long? RowsAffected { get; init; }

    /// <summary>Column names of a read.</summary>
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>A type a column: integer, number, text, boolean, date, timestamp, bytes, json or null.</summary>
    public required ImmutableArray<string> ColumnTypes { get; init; }

    /// <summary>Rows of a read, each an array of values.</summary>
    public required RawJson Rows { get; init; }

    /// <summary>How many rows are here.</summary>
    public int RowCount { get; init; }

    /// <summary>Whether there were more.</summary>
    public bool Truncated { get; init; }

    /// <summary>Maps what an outcome gave, or null while there is nothing.</summary>
    public static ActionResultResource? From(ActionOutcome outcome) => outcome is { Result: null, Text: null, RowsAffected: null } ? null : new()
    {
        Text = outcome.Text,
        RowsAffected = outcome.Result is null ? outcome.RowsAffected : null,
        Columns = outcome.Result?.Columns ?? [],
        ColumnTypes = outcome.Result?.ColumnTypes ?? [],
        Rows = new(outcome.Result?.RowsJson ?? "[]"),
        RowCount = outcome.Result?.RowCount ?? 0,
        Truncated = outcome.Result?.Truncated ?? false,
    };
}
