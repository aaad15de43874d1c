using System.Collections.Immutable;
using AgentCluster.Agents;
using AgentCluster.Tools;

namespace AgentCluster.Reasoning;

/// <summary>Which agents may use which tools to change or send anything. The tools themselves check it again.</summary>
/// <param name="Agent">The agent that runs, or null when one is yet to be found.</param>
/// <param name="Roster">Every agent.</param>
/// <param name="Tools">Every tool.</param>
internal sealed record Abilities(string? Agent, ImmutableArray<AgentProfile> Roster, ImmutableArray<ToolView> Tools)
{
    public ToolView? Find(string tool) => Tools.FirstOrDefault(view => view.Name == tool && view.State == ToolState.Published);

    /// <summary>Whether the agent may change or send something with the tool.</summary>
    public bool May(string tool) => Agent is null || Who(tool).Contains(Agent);

    /// <summary>The agents that may.</summary>
    public ImmutableArray<string> Who(string tool) => Find(tool) is not { } view ? []
        : [.. Roster.Where(profile => view.Agents.Contains(profile.Id) && ActingAgents.May(profile, tool)).Select(profile => profile.Id)];
}
