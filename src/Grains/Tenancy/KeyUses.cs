using System.Collections.Concurrent;

namespace AgentCluster.Tenancy;

/// <summary>When keys were last presented to this process, until it is written down: a request must not wait for that.</summary>
internal sealed class KeyUses(ApiKeyStore store)
{
    private readonly ConcurrentDictionary<(string Tenant, string Id), DateTimeOffset> _uses = new();

    /// <summary>Notes a use.</summary>
    public void Note(ApiKeyView key, DateTimeOffset at) => _uses[(key.Tenant, key.Id)] = at;

    /// <summary>Writes down what was noted; what cannot be written stays noted.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        foreach (var use in _uses)
        {
            await store.UsedAsync(use.Key.Tenant, use.Key.Id, use.Value, cancellationToken);

            // A use noted meanwhile is another pair, and stays.
            _uses.TryRemove(use);
        }
    }
}
