using System.Data.Common;

namespace AgentCluster.Execution;

/// <summary>A source in the hands of discovery, which disposes it.</summary>
/// <param name="Connection">Open and read-only. Only constant statements of AgentCluster itself may run on it, never text of an agent, a client or a model.</param>
/// <param name="MayReadRows">Whether rows may be looked at; without a reading login that proved harmless only the structure may.</param>
public sealed record DiscoveryConnection(DbConnection Connection, bool MayReadRows) : IAsyncDisposable
{
    /// <inheritdoc />
    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
