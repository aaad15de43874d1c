using System.Collections.Immutable;

namespace AgentCluster.Monitoring.Platform;

/// <summary>What is found in a data directory of the embedded cluster.</summary>
public sealed record EmbeddedFacts
{
    /// <summary>The directory.</summary>
    public required string Path { get; init; }

    /// <summary>Why nothing can be written there, or null.</summary>
    public string? WriteFault { get; init; }

    /// <summary>Bytes free on its disk, or null when the system does not say.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Where the process answers that holds the directory, or null when nobody does.</summary>
    public string? HolderUrl { get; init; }

    /// <summary>Its databases.</summary>
    public ImmutableArray<EmbeddedFile> Files { get; init; } = [];
}
