using System.Collections.Immutable;

namespace AgentCluster.Agents;

/// <summary>Who may change or send something. Tools and policy check it again; this picks an agent, and names one to the asker.</summary>
public static class ActingAgents
{
    // Tools that change rows: an agent of the lowest tier only reads with them, if it has them at all.
    private static readonly ImmutableArray<string> ChangeRows = ["execute_sql", "update_client_status"];

    /// <summary>Whether an agent may act with a tool.</summary>
    /// <param name="profile">The agent.</param>
    /// <param name="tool">The tool.</param>
    public static bool May(AgentProfile profile, string tool) => profile.Tools.Contains(tool) && (profile.Tier >= SqlTier.Dml || !ChangeRows.Contains(tool));
}
