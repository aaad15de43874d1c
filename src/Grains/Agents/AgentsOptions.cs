namespace AgentCluster.Agents;

/// <summary>Where the agents come from.</summary>
public sealed class AgentsOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "AgentCluster:Agents";

    /// <summary>Path of a roster file that replaces the embedded one. Default: none.</summary>
    public string? Path { get; set; }
}
