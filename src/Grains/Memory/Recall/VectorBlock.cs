using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace AgentCluster.Memory;

/// <summary>
/// The vectors of one agent's memories (or of a tenant's shared ones) in one contiguous block, scanned exactly. Not safe for
/// concurrent use: callers hold <see cref="Gate"/>.
/// </summary>
/// <param name="dimensions">Length of a vector.</param>
internal sealed class VectorBlock(int dimensions)
{
    private readonly Dictionary<long, int> _slots = [];
    private float[] _vectors = [];
    private BlockEntry[] _entries = [];

    /// <summary>Held by whoever reads or changes the block.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Number of the last change of the store that the block has seen.</summary>
    public long ChangedUpTo { get; set; }

    /// <summary>Entries held.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes held.</summary>
    public long Bytes => ((long)_vectors.Length * sizeof(float)) + ((long)_entries.Length * 96);

    /// <summary>Adds an entry or replaces the one of the same row.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="vector">Its vector as stored, little-endian floats; any other length counts as no vector.</param>
    public void Put(in BlockEntry entry, ReadOnlySpan<byte> vector)
    {
        if (!_slots.TryGetValue(entry.Sequence, out var slot))
        {
            slot = Count++;
            Grow();
            _slots.Add(entry.Sequence, slot);
        }

        _entries[slot] = entry;
        var row = _vectors.AsSpan(slot * dimensions, dimensions);
        if (vector.Length == dimensions * sizeof(float))
        {
            MemoryMarshal.Cast<byte, float>(vector).CopyTo(row);
        }
        else
        {
            row.Clear();
        }
    }

    /// <summary>Removes the entry of a row, if it is there.</summary>
    /// <param name="sequence">The row.</param>
    public void Remove(long sequence)
    {
        if (!_slots.Remove(sequence, out var slot))
        {
            return;
        }

        var last = --Count;
        if (slot != last)
        {
            _entries[slot] = _entries[last];
            _slots[_entries[slot].Sequence] = slot;
            _vectors.AsSpan(last * dimensions, dimensions).CopyTo(_vectors.AsSpan(slot * dimensions));
        }
    }

    /// <summary>Offers every eligible entry to the best scores.</summary>
    /// <param name="query">Unit vector of the query.</param>
    /// <param name="filter">What is eligible.</param>
    /// <param name="best">Where the best are kept.</param>
    public void Scan(ReadOnlySpan<float> query, in RecallFilter filter, ref TopScores best)
    {
        ReadOnlySpan<float> vectors = _vectors;
        for (var slot = 0; slot < Count; slot++)
        {
            ref readonly var entry = ref _entries[slot];
            if (!filter.Admits(entry))
            {
                continue;
            }

            var score = TensorPrimitives.Dot(query, vectors.Slice(slot * dimensions, dimensions));
            if (best.Takes(score, entry.Sequence))
            {
                best.Add(new ScoredEntry(score, entry));
            }
        }
    }

    /// <summary>The eligible entry of a row with its score.</summary>
    /// <param name="sequence">The row.</param>
    /// <param name="query">Unit vector of the query.</param>
    /// <param name="filter">What is eligible.</param>
    /// <param name="found">The entry.</param>
    public bool TryScore(long sequence, ReadOnlySpan<float> query, in RecallFilter filter, out ScoredEntry found)
    {
        if (_slots.TryGetValue(sequence, out var slot) && filter.Admits(_entries[slot]))
        {
            found = new(TensorPrimitives.Dot(query, _vectors.AsSpan(slot * dimensions, dimensions)), _entries[slot]);
            return true;
        }

        found = default;
        return false;
    }

    private void Grow()
    {
        if (Count <= _entries.Length)
        {
            return;
        }

        var capacity = Math.Max(16, Count * 2);
        Array.Resize(ref _entries, capacity);
        Array.Resize(ref _vectors, capacity * dimensions);
    }
}
