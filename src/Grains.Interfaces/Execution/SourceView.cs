using System.Collections.Immutable;

namespace AgentCluster.Execution;

/// <summary>A source as shown to people: never with its connection strings.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Execution.SourceView")]
public sealed record SourceView
{
    /// <summary>Name of the source.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>The engine.</summary>
    [Id(1)]
    public required SourceProvider Provider { get; init; }

    /// <summary>Whether approved writes are possible.</summary>
    [Id(2)]
    public bool Writable { get; init; }

    /// <summary>Globs that may be read but never written.</summary>
    [Id(3)]
    public ImmutableArray<string> ReadOnlyObjects { get; init; } = [];

    /// <summary>Globs that are neither discovered nor readable.</summary>
    [Id(4)]
    public ImmutableArray<string> DeniedObjects { get; init; } = [];

    /// <summary>Whether it comes from configuration or the command line, and so cannot be changed through the API.</summary>
    [Id(5)]
    public bool Configured { get; init; }
}
