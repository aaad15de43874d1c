using System.Collections.Immutable;
using AgentCluster.Storage;

namespace AgentCluster.Memory;

/// <summary>Gathers the changes of a batch and writes them, one statement for all rows of a sort.</summary>
/// <param name="session">The transaction's session.</param>
/// <param name="tenant">Tenant.</param>
/// <param name="now">Time of writing.</param>
/// <param name="dialect">The engine's.</param>
internal sealed class MemoryChanges(PlatformSession session, string tenant, DateTimeOffset now, MemoryDialect dialect)
{
    /// <summary>Forgets what a memory rests on.</summary>
    public const string ForgetDependencies = "DELETE FROM agent_memory_dependency WHERE tenant = @tenant AND memory_id = @id";

    /// <summary>Notes an object that a memory rests on.</summary>
    public const string InsertDependency = """
        INSERT INTO agent_memory_dependency (tenant, memory_id, object, fingerprint) VALUES (@tenant, @id, @object, @fingerprint)
        ON CONFLICT (tenant, memory_id, object) DO UPDATE SET fingerprint = excluded.fingerprint
        """;

    private readonly List<(string Name, object? Value)[]> _merged = [];
    private readonly List<(string Name, object? Value)[]> _superseded = [];
    private readonly List<(string Name, object? Value)[]> _inserted = [];
    private readonly HashSet<string> _forgotten = [];
    private readonly Dictionary<string, ImmutableArray<MemoryDependency>> _dependencies = [];

    /// <summary>A new memory.</summary>
    /// <param name="memory">The memory.</param>
    public HeldMemory Insert(PreparedMemory memory)
    {
        var draft = memory.Draft;
        _inserted.Add(
        [
            ("@tenant", tenant), ("@id", memory.Id), ("@agent", draft.Agent), ("@source", draft.Source), ("@kind", draft.Kind),
            ("@subject", draft.Subject), ("@content", draft.Content), ("@digest", memory.Digest), ("@key", draft.UniqueKey),
            ("@metadata", MemoryRows.Json(draft.Metadata)), ("@embedding", dialect.Vector(memory.Embedding)), ("@model", memory.EmbeddingModel),
            ("@trust", (int)draft.Trust), ("@importance", draft.Importance), ("@confidence", draft.Confidence), ("@from", draft.OccurredAt ?? now),
            ("@now", now), ("@provenance", draft.Provenance), ("@words", memory.Words),
        ]);
        _dependencies[memory.Id] = draft.DependsOn;
        return new(memory.Id, draft.Content) { Trust = draft.Trust, IsPending = true };
    }

    /// <summary>A memory that is told again.</summary>
    /// <param name="existing">The memory there is.</param>
    /// <param name="draft">What is told.</param>
    public void Merge(HeldMemory existing, MemoryDraft draft)
    {
        // A run that comes to the same again would confirm its own mistake; only a person's word counts.
        _merged.Add(
        [
            ("@tenant", tenant), ("@id", existing.Id), ("@confirms", draft.Trust == MemoryTrust.Verified ? 1 : 0), ("@trust", (int)draft.Trust),
            ("@importance", draft.Importance), ("@metadata", MemoryRows.Json(draft.Metadata)),
        ]);

        // What is stored again holds now, on what it rests on now: a stale memory must not keep the fingerprints that made it stale.
        if (!existing.IsActive || !draft.DependsOn.IsEmpty)
        {
            _forgotten.Add(existing.Id);
            _dependencies[existing.Id] = draft.DependsOn;
        }

        existing.IsActive = true;
        existing.Trust = draft.Trust > existing.Trust ? draft.Trust : existing.Trust;
    }

    /// <summary>A memory that gives way to another of its key.</summary>
    /// <param name="existing">The memory there is.</param>
    /// <param name="successor">The one that takes its place.</param>
    public void Supersede(HeldMemory existing, PreparedMemory successor)
    {
        _superseded.Add([("@tenant", tenant), ("@id", existing.Id), ("@from", successor.Draft.OccurredAt ?? now), ("@by", successor.Id)]);
        existing.IsSuperseded = true;
    }

    /// <summary>Writes what was gathered; what gives way goes first, so that no key is ever held twice.</summary>
    public async Task FlushAsync()
    {
        await RunAsync(
            $"""
            UPDATE agent_memory SET confirmations = confirmations + @confirms, trust = CASE WHEN trust < @trust THEN @trust ELSE trust END,
                   importance = CASE WHEN importance < @importance THEN @importance ELSE importance END,
                   metadata = CASE WHEN trust <= @trust THEN coalesce(@metadata, metadata) ELSE metadata END, status = 0{dialect.Touch}
             WHERE tenant = @tenant AND id = @id
            """,
            _merged);
        await RunAsync(
            $"""
            UPDATE agent_memory SET status = 2, valid_to = CASE WHEN valid_from > @from THEN valid_from ELSE @from END, superseded_by = @by{dialect.Touch}
             WHERE tenant = @tenant AND id = @id
            """,
            _superseded);
        await RunAsync(
            $"""
            INSERT INTO agent_memory (tenant, id, agent, source, kind, subject, content, digest, unique_key, metadata, embedding,
                   embedding_model, trust, status, importance, confidence, valid_from, recorded_at, provenance, {dialect.Inserted.Column})
            VALUES (@tenant, @id, @agent, @source, @kind, @subject, @content, @digest, @key, @metadata, @embedding,
                   @model, @trust, 0, @importance, @confidence, @from, @now, @provenance, {dialect.Inserted.Value})
            """,
            _inserted,
            dialect.IndexWords);
        await RunAsync(ForgetDependencies, [.. _forgotten.Select(id => new (string, object?)[] { ("@tenant", tenant), ("@id", id) })]);
        await RunAsync(InsertDependency, [.. _dependencies.SelectMany(entry => DependenciesOf(tenant, entry.Key, entry.Value))]);
        _merged.Clear();
        _superseded.Clear();
        _inserted.Clear();
        _forgotten.Clear();
        _dependencies.Clear();
    }

    /// <summary>Parameters of <see cref="InsertDependency"/>.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Memory id.</param>
    /// <param name="dependsOn">What it rests on.</param>
    public static IEnumerable<(string Name, object? Value)[]> DependenciesOf(string tenant, string id, ImmutableArray<MemoryDependency> dependsOn) =>
        dependsOn.Select(on => new (string, object?)[] { ("@tenant", tenant), ("@id", id), ("@object", on.Object), ("@fingerprint", on.Fingerprint) });

    private async Task RunAsync(string sql, List<(string Name, object? Value)[]> rows, string? then = null)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await session.ExecuteManyAsync(sql, rows);
        if (then is not null)
        {
            await session.ExecuteManyAsync(then, rows);
        }
    }
}
