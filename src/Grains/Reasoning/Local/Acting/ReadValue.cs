namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>What the words of a value come to for a column: SQL, a row to look up, or a reason why nothing.</summary>
internal sealed record ReadValue
{
    /// <summary>The value as SQL, or null.</summary>
    public string? Sql { get; init; }

    /// <summary>The row that the column is to refer to, or null.</summary>
    public RowTarget? Row { get; init; }

    /// <summary>The value in words.</summary>
    public string Words { get; init; } = "";

    /// <summary>The value as stored, for a tool that takes it typed; null where only SQL can say it.</summary>
    public string? Plain { get; init; }

    /// <summary>Why the words are no value of the column, or null.</summary>
    public string? Reason { get; init; }

    public static ReadValue Not(string reason) => new() { Reason = reason };
}
