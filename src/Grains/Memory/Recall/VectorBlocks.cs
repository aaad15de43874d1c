namespace AgentCluster.Memory;

/// <summary>The vector blocks in use; the least recently used are dropped when together they grow too large.</summary>
/// <param name="mostBytes">What they may hold together; the one used last stays whatever its size.</param>
internal sealed class VectorBlocks(long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, string? Agent), LinkedListNode<Used>> _byKey = [];
    private readonly LinkedList<Used> _recent = new();

    /// <summary>Blocks held.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _byKey.Count;
            }
        }
    }

    /// <summary>The block of an agent, or of the tenant's shared memories when <paramref name="agent"/> is null; empty when new.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="agent">Agent id or null.</param>
    /// <param name="dimensions">Length of a vector.</param>
    public VectorBlock Of(string tenant, string? agent, int dimensions)
    {
        lock (_lock)
        {
            if (_byKey.TryGetValue((tenant, agent), out var node))
            {
                _recent.Remove(node);
            }
            else
            {
                node = new LinkedListNode<Used>(new Used((tenant, agent), new VectorBlock(dimensions)));
                _byKey.Add((tenant, agent), node);
            }

            _recent.AddFirst(node);
            return node.Value.Block;
        }
    }

    /// <summary>Drops the least recently used blocks until the rest is small enough; whoever scans one of them is not disturbed.</summary>
    public void Trim()
    {
        lock (_lock)
        {
            var bytes = _recent.Sum(used => used.Block.Bytes);
            while (bytes > mostBytes && _recent.Count > 1)
            {
                var last = _recent.Last!.Value;
                bytes -= last.Block.Bytes;
                _byKey.Remove(last.Key);
                _recent.RemoveLast();
            }
        }
    }

    private sealed record Used((string Tenant, string? Agent) Key, VectorBlock Block);
}
