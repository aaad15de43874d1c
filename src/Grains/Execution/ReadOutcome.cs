namespace AgentCluster.Execution;

/// <summary>What became of a read: either rows, or the problem that stood in the way. The inspection says why.</summary>
public sealed record ReadOutcome
{
    /// <summary>What the engine said of the statement; null when the source could not be reached or does not exist.</summary>
    public Inspection? Inspection { get; init; }

    /// <summary>The rows, or null.</summary>
    public ResultSet? Result { get; init; }

    /// <summary>Why there are no rows: <c>forbiddenSql</c>, <c>notARead</c>, <c>sqlError</c>, <c>timeout</c>, <c>unknownSource</c>, <c>sourceUnavailable</c>; or null.</summary>
    public Problem? Problem { get; init; }

    /// <summary>Time in the engine.</summary>
    public TimeSpan Duration { get; init; }
}
