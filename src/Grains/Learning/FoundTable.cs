namespace AgentCluster.Learning;

/// <summary>A table that a question seems to touch.</summary>
/// <param name="Name">Table name.</param>
/// <param name="Weight">How strongly, greater than 0, at most 1.</param>
/// <param name="Line">The table in one line for a context: <c>name(column type, ...)</c>.</param>
public sealed record FoundTable(string Name, float Weight, string Line)
{
    /// <summary>Share of the words of its name that the question has.</summary>
    public float Named { get; init; }

    /// <summary>How near its name is to the question in meaning.</summary>
    public float Meant { get; init; }
}
