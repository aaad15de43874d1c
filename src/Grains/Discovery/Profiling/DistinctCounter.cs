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

    /// <summary>Counts a value; whether it is the first of its kind.</summary>
    public bool Add(T value)
    {
        if (_seen is not null)
        {
            return _seen.Add(value);
        }

        _frequencies ??= [];
        CollectionsMarshal.GetValueRefOrAddDefault(_frequencies, value, out var exists)++;
        if (_frequencies.Count > frequencyLimit)
        {
            _seen = [.. _frequencies.Keys];
            _frequencies = null;
        }

        return !exists;
    }
}
