using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace AgentCluster.Execution;

/// <summary>Verdicts on reads, for a short while, one version of the schema and one list of parameter types (SQLite's have none).</summary>
internal sealed class VerdictCache(IOptions<ExecutionOptions> options, TimeProvider time)
{
    public const int Capacity = 4096;

    private readonly ConcurrentDictionary<Key, Entry> _entries = new();

    /// <summary>A verdict that still holds, or null.</summary>
    public Inspection? Find(SourceSettings source, long schemaVersion, string sql, string types = "") =>
        _entries.TryGetValue(new(source, schemaVersion, sql, types), out var entry) && time.GetElapsedTime(entry.At) < options.Value.VerdictLifetime ? entry.Inspection : null;

    /// <summary>Remembers a read; anything else is inspected each time.</summary>
    public void Keep(SourceSettings source, long schemaVersion, string sql, Inspection inspection, string types = "")
    {
        if (inspection.Verdict != Verdict.Read)
        {
            return;
        }

        // Starting over is cheaper than an order of use: a miss costs less than a millisecond.
        if (_entries.Count >= Capacity)
        {
            _entries.Clear();
        }

        _entries[new(source, schemaVersion, sql, types)] = new(inspection, time.GetTimestamp());
    }

    /// <summary>Settings count by identity: whoever puts a source anew gets new verdicts.</summary>
    private readonly struct Key(SourceSettings source, long schemaVersion, string sql, string types) : IEquatable<Key>
    {
        private readonly SourceSettings _source = source;
        private readonly long _schemaVersion = schemaVersion;
        private readonly string _sql = sql;
        private readonly string _types = types;

        public bool Equals(Key other) => ReferenceEquals(_source, other._source) && _schemaVersion == other._schemaVersion && _sql == other._sql && _types == other._types;

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(_source), _schemaVersion, _sql);
    }

    private readonly record struct Entry(Inspection Inspection, long At);
}
