using System.Collections.Immutable;

namespace AgentCluster.Execution;

/// <summary>What one kind of database does for the executor: says what a statement would do, and runs it if it is a read.</summary>
internal interface ISourceEngine
{
    /// <summary>The engine that it speaks for.</summary>
    SourceProvider Provider { get; }

    /// <summary>Says what a statement would do; executes nothing. Where overloads resolve by types, the values of its parameters count.</summary>
    Task<Outcome<Inspected>> InspectAsync(SourceKey key, SourceSettings settings, string sql, ImmutableArray<StatementParameter> parameters, CancellationToken cancellationToken);

    /// <summary>Inspects a statement and, only if it is a read, runs it in the sandbox.</summary>
    Task<Outcome<EngineRead>> ReadAsync(ReadRequest request, SourceSettings settings, CancellationToken cancellationToken);

    /// <summary>Opens the database for discovery.</summary>
    Task<Outcome<DiscoveryConnection>> OpenForDiscoveryAsync(SourceKey key, SourceSettings settings, CancellationToken cancellationToken);

    /// <summary>Why settings that someone wants to register reach no database, or null.</summary>
    Task<Problem?> ProveAsync(SourceSettings settings, CancellationToken cancellationToken);

    /// <summary>Closes what is open of a source that is gone.</summary>
    void Forget(SourceKey key);
}
