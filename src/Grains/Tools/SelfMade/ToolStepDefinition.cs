using System.Text.Json;

namespace AgentCluster.Tools.SelfMade;

/// <summary>One call of a composition.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Arguments">Its arguments; a text <c>$name</c> stands for a parameter, <c>$step1</c> for the first value that the first step gave.</param>
internal sealed record ToolStepDefinition(string Tool, JsonElement Arguments);
