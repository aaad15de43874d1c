using System.Collections.Immutable;

namespace AgentCluster.Execution;

/// <summary>How to reach a source and what in it may be touched. Carries secrets: it goes into the cluster and never comes out.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Execution.SourceSettings")]
public sealed record SourceSettings
{
    /// <summary>The engine.</summary>
    [Id(0)]
    public required SourceProvider Provider { get; init; }

    /// <summary>For SQLite a file path or <c>Data Source=...</c>; <c>env:NAME</c> reads it from the environment at each use.</summary>
    [Id(1)]
    public required string ConnectionString { get; init; }

    /// <summary>Login for reads where the engine has logins, or null.</summary>
    [Id(2)]
    public string? ReadConnectionString { get; init; }

    /// <summary>Login for approved writes where the engine has logins, or null.</summary>
    [Id(3)]
    public string? WriteConnectionString { get; init; }

    /// <summary>Whether approved writes are possible at all.</summary>
    [Id(4)]
    public bool Writable { get; init; }

    /// <summary>Globs over <c>schema.object</c> that may be read but never written.</summary>
    [Id(5)]
    public ImmutableArray<string> ReadOnlyObjects { get; init; } = [];

    /// <summary>Globs over <c>schema.object</c> that are neither discovered nor readable.</summary>
    [Id(6)]
    public ImmutableArray<string> DeniedObjects { get; init; } = [];
}
