namespace AgentCluster.Tools.Toolsmith;

/// <summary>A literal that differs from one statement to the next.</summary>
/// <param name="Position">Which literal of the statement.</param>
/// <param name="Name">Name of the parameter that takes its place.</param>
/// <param name="Type">Type of the parameter.</param>
internal sealed record RoutineSlot(int Position, string Name, string Type);
