namespace AgentCluster.Execution;

/// <summary>Opens sources for discovery.</summary>
public interface ISourceConnections
{
    /// <summary>An open read-only connection of the caller's own.</summary>
    /// <param name="source">The source.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The connection, <c>unknownSource</c> or <c>sourceUnavailable</c>.</returns>
    Task<Outcome<DiscoveryConnection>> OpenForDiscoveryAsync(SourceKey source, CancellationToken cancellationToken);
}
