using System.Collections.Immutable;
using AgentCluster.Agents;

namespace AgentCluster.Tools;

/// <summary>
/// Who may call what. An agent may call the tools that the roster grants it, and self-made tools that name it; everything else is denied.
/// A client that names no agent is a person behind a key: its role let it in, and what it may change is the policy's business.
/// </summary>
internal sealed class ToolGrants(AgentRoster roster)
{
    /// <summary>The agent of a client that names none.</summary>
    public const string Client = "api";

    /// <summary>Why an agent may not call a tool, or null.</summary>
    /// <param name="agent">Agent, or <see cref="Client"/>.</param>
    /// <param name="tool">Name of the tool.</param>
    /// <param name="named">Agents that a self-made tool names.</param>
    public Problem? Refusal(string agent, string tool, ImmutableArray<string> named) =>
        agent == Client ? null
        : roster.Find(agent) is not { } profile ? Problem.NotFound("unknownAgent", $"There is no agent '{Shown(agent)}'; GET /v1/agents lists them.", "agent")
        : profile.Tools.Contains(tool) || named.Contains(agent) ? null
        : Problem.Forbidden("toolNotGranted", $"Agent '{agent}' does not have the tool '{tool}'; it has {string.Join(", ", profile.Tools)}.", "agent");

    /// <summary>Agents that may call a tool.</summary>
    public ImmutableArray<string> Agents(string tool, ImmutableArray<string> named) =>
        [.. roster.Profiles.Where(profile => profile.Tools.Contains(tool) || named.Contains(profile.Id)).Select(profile => profile.Id)];

    /// <summary>Whether there is an agent of that id.</summary>
    public bool Knows(string agent) => roster.Find(agent) is not null;

    private static string Shown(string name) => name.Length <= 60 ? name : string.Concat(name.AsSpan(0, 60), "...");
}
