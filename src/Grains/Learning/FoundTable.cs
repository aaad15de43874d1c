namespace AgentCluster.Learning;

/// <summary>A table that a question seems to touch.</summary>
/// <param name="Name">Table name.</param>
/// <param name="Weight">How strongly, greater than 0, at most 1.</param>
/// <param name="Line">The table in one line for a context: <c>name(column type, ...)</c>.</param>
public sealed record FoundTable(string Name, float Weight, string Line);
