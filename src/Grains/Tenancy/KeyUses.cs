using System.Collections.Concurrent;

namespace AgentCluster.Tenancy;

/// <summary>When keys were last presented to this process, until it is written down: a request must not wait for that.</summary>
internal sealed class KeyUses(ApiKeyStore store)
{
    private readonly ConcurrentDictionary<(string Tenant, string Id), DateTimeOffset> _uses = new();

    /// <summary>Notes a use.</summary>
    public void Note(ApiKeyView key, DateTimeOffset at) => _uses[(key.Tenant, key.Id)] = at;

    /// <summary>Writes down what was noted; what cannot be written stays noted, and holds up nothing behind it.</summary>
    /// <exception cref="AgentClusterException">The last use that could not be written; with the database away no more are tried.</exception>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        AgentClusterException? refused = null;
        foreach (var use in _uses)
        {
            try
            {
                await store.UsedAsync(use.Key.Tenant, use.Key.Id, use.Value, cancellationToken);

                // A use noted meanwhile is another pair, and stays.
                _uses.TryRemove(use);
            }
            catch (AgentClusterException failure) when (!failure.IsTransient)
            {
                refused = failure;
            }
        }

        if (refused is not null)
        {
            throw new AgentClusterException("Not every use of a key could be written down.", inner: refused);
        }
    }
}
