namespace AgentCluster.Memory;

/// <summary>Whether a memory may be recalled.</summary>
public enum MemoryStatus
{
    /// <summary>It may.</summary>
    Active,

    /// <summary>Something it depends on changed; it waits to be validated again.</summary>
    Stale,

    /// <summary>A newer one took its place.</summary>
    Superseded,

    /// <summary>Removed, by a person or because it no longer holds.</summary>
    Retired,
}
