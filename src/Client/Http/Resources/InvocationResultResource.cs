using AgentCluster.Execution;

namespace AgentCluster.Client.Http.Resources;

/// <summary>Rows, or words, that a call of a tool gave.</summary>
internal sealed record InvocationResultResource
{
    /// <summary>The result in words, or null.</summary>
    public string? Text { get; init; }

    /// <summary>Column names.</summary>
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>A type a column: integer, number, text, boolean, date, timestamp, bytes, json or null.</summary>
    public required ImmutableArray<string> ColumnTypes { get; init; }

    /// <summary>The rows, each an array of values.</summary>
    public required RawJson Rows { get; init; }

    /// <summary>How many rows are here.</summary>
    public int RowCount { get; init; }

    /// <summary>Whether there were more.</summary>
    public bool Truncated { get; init; }

    /// <summary>Rows changed, or null.</summary>
    public long? RowsAffected { get; init; }

    /// <summary>Maps what an outcome gave, or null.</summary>
    public static InvocationResultResource? From(ActionOutcome outcome) => outcome is { Result: null, Text: null, RowsAffected: null } ? null : new()
    {
        Text = outcome.Text,
        Columns = outcome.Result?.Columns ?? [],
        ColumnTypes = outcome.Result?.ColumnTypes ?? [],
        Rows = new(outcome.Result?.RowsJson ?? "[]"),
        RowCount = outcome.Result?.RowCount ?? 0,
        Truncated = outcome.Result?.Truncated ?? false,
        RowsAffected = outcome.RowsAffected,
    };
}
