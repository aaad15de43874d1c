namespace AgentCluster.Memory;

/// <summary>An active or stale memory that a batch may merge into or supersede.</summary>
/// <param name="id">Memory id.</param>
/// <param name="content">Content.</param>
internal sealed class HeldMemory(string id, string content)
{
    /// <summary>Memory id.</summary>
    public string Id => id;

    /// <summary>Content.</summary>
    public string Content => content;

    /// <summary>Trust, as the batch has left it.</summary>
    public MemoryTrust Trust { get; set; }

    /// <summary>Whether it is active, as the batch has left it.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>Whether another has taken its place.</summary>
    public bool IsSuperseded { get; set; }

    /// <summary>Whether its row is still to be inserted.</summary>
    public bool IsPending { get; set; }
}
