using System.Collections.Concurrent;

namespace AgentCluster.Tools.Statistics;

/// <summary>Uses of tools in this process, until they are written down: a call must not wait for that.</summary>
internal sealed class ToolUses(ToolUseStore store)
{
    private ConcurrentDictionary<(string Tenant, string Name, int Version), ToolUse> _uses = new();

    /// <summary>Counts a call.</summary>
    public void Note(string tenant, string name, int version, ToolUse use) =>
        _uses.AddOrUpdate((tenant, name, version), use, (_, known) => known + use);

    /// <summary>Writes down what was counted; what could not be written is counted on.</summary>
    /// <returns>The self-made versions that were used.</returns>
    /// <exception cref="AgentClusterException">The database is away.</exception>
    public async Task<IReadOnlyCollection<(string Tenant, string Name, int Version)>> WriteAsync(CancellationToken cancellationToken)
    {
        var counted = Interlocked.Exchange(ref _uses, new());
        var written = new HashSet<string>();
        try
        {
            foreach (var uses in counted.GroupBy(use => use.Key.Tenant))
            {
                await store.AddAsync(uses.Key, [.. uses.Select(use => (use.Key.Name, use.Key.Version, use.Value))], cancellationToken);
                written.Add(uses.Key);
            }
        }
        finally
        {
            foreach (var (key, use) in counted.Where(use => !written.Contains(use.Key.Tenant)))
            {
                Note(key.Tenant, key.Name, key.Version, use);
            }
        }

        return [.. counted.Keys];
    }
}
