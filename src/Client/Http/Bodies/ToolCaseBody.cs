using System.Text.Json;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>A case that a proposed tool has to pass.</summary>
internal sealed record ToolCaseBody
{
    /// <summary>Arguments of the tool.</summary>
    public JsonElement? Arguments { get; init; }

    /// <summary>Fewest rows returned or changed, or null.</summary>
    public long? MinRows { get; init; }

    /// <summary>Most rows returned or changed, or null.</summary>
    public long? MaxRows { get; init; }
}
