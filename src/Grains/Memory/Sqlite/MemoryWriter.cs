using System.Runtime.InteropServices;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Memory.Sqlite;

/// <summary>Writes one batch inside the writer's transaction, every statement prepared once.</summary>
internal sealed class MemoryWriter : IDisposable
{
    // Without statistics the planner prefers an index on agent or kind, and a bulk write becomes quadratic.
    private const string FindByDigest = """
        SELECT seq, id, status, trust, 1 FROM agent_memory INDEXED BY agent_memory_digest
         WHERE tenant = $tenant AND digest = $value AND status < 2 AND agent IS $agent AND source IS $source AND kind = $kind
           AND subject IS $subject AND content = $content
         ORDER BY status LIMIT 1
        """;

    private const string FindByKey = """
        SELECT seq, id, status, trust, content = $content FROM agent_memory INDEXED BY agent_memory_key
         WHERE tenant = $tenant AND unique_key = $value AND status < 2 AND agent IS $agent AND source IS $source AND kind = $kind
         ORDER BY status LIMIT 1
        """;

    private const string Insert = """
        INSERT INTO agent_memory (tenant, id, agent, source, kind, subject, content, digest, unique_key, metadata, embedding,
            embedding_model, trust, status, importance, confidence, valid_from, recorded_at, provenance, change)
        VALUES ($tenant, $id, $agent, $source, $kind, $subject, $content, $digest, $key, $metadata, $embedding,
            $model, $trust, 0, $importance, $confidence, $from, $now, $provenance, $change)
        """;

    private const string Merge = """
        UPDATE agent_memory SET confirmations = confirmations + $confirms, trust = max(trust, $trust), importance = max(importance, $importance),
            metadata = CASE WHEN $trust >= trust THEN coalesce($metadata, metadata) ELSE metadata END, status = 0, change = $change WHERE seq = $seq
        """;

    private const string Supersede = """
        UPDATE agent_memory SET status = 2, valid_to = max(valid_from, $from), superseded_by = $id, change = $change WHERE seq = $seq
        """;

    private readonly string _tenant;
    private readonly long _now;
    private readonly long _change;
    private readonly PreparedStatement _findByDigest;
    private readonly PreparedStatement _findByKey;
    private readonly PreparedStatement _insert;
    private readonly PreparedStatement _insertWords;
    private readonly PreparedStatement _merge;
    private readonly PreparedStatement _supersede;
    private readonly PreparedStatement _forgetDependencies;
    private readonly PreparedStatement _insertDependency;

    public MemoryWriter(SqliteConnection connection, string tenant, DateTimeOffset now)
    {
        _tenant = tenant;
        _now = now.ToUnixTimeMilliseconds();
        _change = Changes.Next(connection);
        _findByDigest = new(connection, FindByDigest);
        _findByKey = new(connection, FindByKey);
        _insert = new(connection, Insert);
        _insertWords = new(connection, "INSERT INTO agent_memory_fts (rowid, words) VALUES (last_insert_rowid(), $words)");
        _merge = new(connection, Merge);
        _supersede = new(connection, Supersede);
        _forgetDependencies = new(connection, "DELETE FROM agent_memory_dependency WHERE tenant = $tenant AND memory_id = $id");
        _insertDependency = new(connection, "INSERT OR REPLACE INTO agent_memory_dependency VALUES ($tenant, $id, $object, $fingerprint)");
    }

    /// <summary>Stores, merges or supersedes one memory.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="index">Its position in the batch.</param>
    public BatchItem Write(PreparedMemory memory, int index)
    {
        var draft = memory.Draft;
        var existing = draft.UniqueKey is null ? Find(_findByDigest, memory, memory.Digest) : Find(_findByKey, memory, draft.UniqueKey);
        if (existing is null)
        {
            InsertNew(memory);
            return new() { Index = index, Status = "stored", Id = memory.Id };
        }

        if (existing.IsSame)
        {
            MergeInto(existing, draft);
            return new() { Index = index, Status = "merged", Id = existing.Id };
        }

        if (draft.Trust < existing.Trust)
        {
            return new() { Index = index, Status = "refused", Reason = "A more trusted memory holds this key." };
        }

        var from = draft.OccurredAt?.ToUnixTimeMilliseconds() ?? _now;
        _supersede.Run(("$from", from), ("$id", memory.Id), ("$change", _change), ("$seq", existing.Sequence));
        InsertNew(memory);
        return new() { Index = index, Status = "stored", Id = memory.Id };
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<PreparedStatement>)
            [_findByDigest, _findByKey, _insert, _insertWords, _merge, _supersede, _forgetDependencies, _insertDependency])
        {
            statement.Dispose();
        }
    }

    private Existing? Find(PreparedStatement statement, PreparedMemory memory, object value)
    {
        var draft = memory.Draft;
        return statement.First(
            row => new Existing(row.GetInt64(0), row.GetString(1), row.GetInt32(2) == 0, (MemoryTrust)row.GetInt32(3), row.GetBoolean(4)),
            ("$tenant", _tenant), ("$value", value), ("$agent", draft.Agent), ("$source", draft.Source), ("$kind", draft.Kind),
            ("$subject", draft.Subject), ("$content", draft.Content));
    }

    private void InsertNew(PreparedMemory memory)
    {
        var draft = memory.Draft;
        _insert.Run(
            ("$tenant", _tenant), ("$id", memory.Id), ("$agent", draft.Agent), ("$source", draft.Source), ("$kind", draft.Kind),
            ("$subject", draft.Subject), ("$content", draft.Content), ("$digest", memory.Digest), ("$key", draft.UniqueKey),
            ("$metadata", MemoryRows.Json(draft.Metadata)), ("$embedding", MemoryMarshal.AsBytes(memory.Embedding.Span).ToArray()),
            ("$model", memory.EmbeddingModel), ("$trust", (int)draft.Trust), ("$importance", draft.Importance),
            ("$confidence", draft.Confidence), ("$from", draft.OccurredAt?.ToUnixTimeMilliseconds() ?? _now), ("$now", _now),
            ("$provenance", draft.Provenance), ("$change", _change));
        _insertWords.Run(("$words", memory.Words));
        InsertDependencies(memory.Id, draft);
    }

    private void MergeInto(Existing existing, MemoryDraft draft)
    {
        // A run that comes to the same again would confirm its own mistake; only a person's word counts.
        _merge.Run(("$confirms", draft.Trust == MemoryTrust.Verified ? 1 : 0), ("$trust", (int)draft.Trust), ("$importance", draft.Importance), ("$metadata", MemoryRows.Json(draft.Metadata)),
            ("$change", _change), ("$seq", existing.Sequence));

        // What is stored again holds now, on what it rests on now: a stale memory must not keep the fingerprints that made it stale.
        if (!existing.IsActive || !draft.DependsOn.IsEmpty)
        {
            _forgetDependencies.Run(("$tenant", _tenant), ("$id", existing.Id));
            InsertDependencies(existing.Id, draft);
        }
    }

    private void InsertDependencies(string id, MemoryDraft draft)
    {
        foreach (var dependency in draft.DependsOn)
        {
            _insertDependency.Run(
                ("$tenant", _tenant), ("$id", id), ("$object", dependency.Object), ("$fingerprint", dependency.Fingerprint));
        }
    }

    private sealed record Existing(long Sequence, string Id, bool IsActive, MemoryTrust Trust, bool IsSame);
}
