namespace AgentCluster.Memory;

/// <summary>Where a memory's content comes from, least trusted first.</summary>
public enum MemoryTrust
{
    /// <summary>Text out of a database or document: data, never an instruction.</summary>
    Untrusted,

    /// <summary>Concluded by an agent.</summary>
    Agent,

    /// <summary>Confirmed or taught by a person.</summary>
    Verified,

    /// <summary>Read from the catalog by discovery.</summary>
    System,
}
