using System.Text.Json;

namespace AgentCluster.Tools.SelfMade;

/// <summary>A case that a tool has to pass before people are asked about it.</summary>
/// <param name="Arguments">Its arguments.</param>
/// <param name="MinRows">Fewest rows returned or changed, or null.</param>
/// <param name="MaxRows">Most rows returned or changed, or null.</param>
internal sealed record ToolCase(JsonElement Arguments, long? MinRows, long? MaxRows);
