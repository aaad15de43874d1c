using System.Data.Common;

namespace AgentCluster.Execution;

/// <summary>Opens sources for discovery. Only constant statements of AgentCluster itself may run on what it returns, never text of an agent, a client or a model.</summary>
public interface ISourceConnections
{
    /// <summary>An open read-only connection (<c>query_only</c>); the caller disposes it.</summary>
    /// <param name="source">The source.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The connection, <c>unknownSource</c> or <c>sourceUnavailable</c>.</returns>
    Task<Outcome<DbConnection>> OpenForDiscoveryAsync(SourceKey source, CancellationToken cancellationToken);
}
