using System.Runtime.InteropServices;

namespace AgentCluster.Discovery.Profiling;

/// <summary>Counts different values: with their frequencies while there are few, and after that only how many there are.</summary>
/// <param name="frequencyLimit">Up to how many different values frequencies are kept.</param>
internal sealed class DistinctCounter<T>(int frequencyLimit)
    where T : notnull
{
    private Dictionary<T, long>? _frequencies;
    private HashSet<T>? _seen;

    /// <summary>How many different values were added.</summary>
    public long Count => _seen?.Count ?? _frequencies?.Count ?? 0;

    /// <summary>Values and how often each was added; null once there were too many.</summary>
    public IReadOnlyDictionary<T, long>? Frequencies => _seen is null ? _frequencies ?? [] : null;

    public void Add(T value)
    {
        if (_seen is not null)
        {
            _seen.Add(value);
            return;
        }

        _frequencies ??= [];
        CollectionsMarshal.GetValueRefOrAddDefault(_frequencies, value, out _)++;
        if (_frequencies.Count > frequencyLimit)
        {
            _seen = [.. _frequencies.Keys];
            _frequencies = null;
        }
    }
}
