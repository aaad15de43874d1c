using System.Text.Json;
using AgentCluster.Tools;
using Microsoft.Extensions.AI;

namespace AgentCluster.Reasoning;

/// <summary>The tools that a model is told of: those that were granted to its agent.</summary>
internal static class DeclaredTools
{
    public static IList<AITool> Of(Abilities abilities)
    {
        List<AITool> granted =
        [
            .. abilities.Tools.Where(tool => tool.State == ToolState.Published && abilities.Agent is { } agent && tool.Agents.Contains(agent)).Select(Declare),
        ];
        return granted.Count > 0 ? granted : [DataTool.Declaration];
    }

    private static AIFunctionDeclaration Declare(ToolView tool) =>
        AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description, JsonSerializer.Deserialize<JsonElement>(tool.Schema));
}
