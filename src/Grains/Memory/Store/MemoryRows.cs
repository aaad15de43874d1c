using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using AgentCluster.Storage;

namespace AgentCluster.Memory;

/// <summary>Turns rows of <c>agent_memory</c>, aliased <c>m</c>, into memories.</summary>
internal static class MemoryRows
{
    /// <summary>The columns that <see cref="Read"/> expects, in its order.</summary>
    /// <param name="dialect">The engine's.</param>
    public static string Columns(MemoryDialect dialect) => $"""
        m.seq, m.id, m.agent, m.source, m.kind, m.subject, m.content, m.metadata, m.trust, m.status, m.importance, m.confidence,
        m.confirmations, m.refutations, m.use_count, m.last_used_at, m.valid_from, m.valid_to, m.recorded_at, m.superseded_by,
        m.provenance, {dialect.Dependencies}
        """;

    /// <summary>The current row with its row number.</summary>
    /// <param name="reader">A reader over <see cref="Columns"/>.</param>
    public static (long Sequence, MemoryItem Item) ReadNumbered(DbDataReader reader) => (reader.GetInt64(0), Read(reader));

    /// <summary>The current row.</summary>
    /// <param name="reader">A reader over <see cref="Columns"/>.</param>
    public static MemoryItem Read(DbDataReader reader) => new()
    {
        Id = reader.GetString(1),
        Agent = reader.Text(2),
        Source = reader.Text(3),
        Kind = reader.GetString(4),
        Subject = reader.Text(5),
        Content = reader.GetString(6),
        Metadata = MetadataOf(reader.Text(7)),
        Trust = (MemoryTrust)reader.GetInt32(8),
        Status = (MemoryStatus)reader.GetInt32(9),
        Importance = reader.GetDouble(10),
        Confidence = reader.GetDouble(11),
        Confirmations = reader.GetInt32(12),
        Refutations = reader.GetInt32(13),
        UseCount = reader.GetInt32(14),
        LastUsedAt = reader.Instant(15),
        ValidFrom = reader.InstantOf(16),
        ValidTo = reader.Instant(17),
        RecordedAt = reader.InstantOf(18),
        SupersededBy = reader.Text(19),
        Provenance = reader.GetString(20),
        DependsOn = DependenciesOf(reader.GetString(21)),
    };

    /// <summary>Metadata as it is stored: a JSON object, or null when there is none.</summary>
    /// <param name="metadata">The fields.</param>
    public static string? Json(ImmutableDictionary<string, string> metadata) =>
        metadata.IsEmpty ? null : JsonSerializer.Serialize(metadata);

    private static ImmutableDictionary<string, string> MetadataOf(string? json) =>
        json is null
            ? ImmutableDictionary<string, string>.Empty
            : JsonSerializer.Deserialize<Dictionary<string, string>>(json)!.ToImmutableDictionary();

    private static ImmutableArray<MemoryDependency> DependenciesOf(string json) =>
        json == "[]"
            ? []
            : [.. JsonSerializer.Deserialize<string[][]>(json)!.Select(pair => new MemoryDependency { Object = pair[0], Fingerprint = pair[1] })];
}
