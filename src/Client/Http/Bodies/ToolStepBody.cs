using System.Text.Json;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>One call of a composition.</summary>
internal sealed record ToolStepBody
{
    /// <summary>Name of the tool.</summary>
    public string? Tool { get; init; }

    /// <summary>Its arguments; a text <c>$name</c> stands for a parameter, <c>$step1</c> for the first value of the first step.</summary>
    public JsonElement? Arguments { get; init; }
}
