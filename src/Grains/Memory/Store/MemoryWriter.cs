using System.Collections.Immutable;
using System.Data.Common;
using AgentCluster.Storage;

namespace AgentCluster.Memory;

/// <summary>
/// Writes one batch inside a transaction: reads what it may meet in a few queries, decides memory by memory, and runs what follows
/// from it statement by statement, each for all its rows.
/// </summary>
/// <param name="session">The transaction's session.</param>
/// <param name="tenant">Tenant.</param>
/// <param name="now">Time of writing.</param>
/// <param name="dialect">The engine's.</param>
internal sealed class MemoryWriter(PlatformSession session, string tenant, DateTimeOffset now, MemoryDialect dialect)
{
    private const int MostValues = 200;

    private readonly Dictionary<string, HeldMemory> _held = [];
    private readonly Dictionary<Slot, HeldMemory> _byDigest = [];
    private readonly Dictionary<Slot, HeldMemory> _byKey = [];
    private readonly MemoryChanges _changes = new(session, tenant, now, dialect);

    /// <summary>Stores, merges or supersedes each memory, in the order given.</summary>
    /// <param name="memories">The batch.</param>
    public async Task<ImmutableArray<BatchItem>> WriteAsync(IReadOnlyList<PreparedMemory> memories)
    {
        await LoadAsync(memories);
        var items = ImmutableArray.CreateBuilder<BatchItem>(memories.Count);
        foreach (var memory in memories)
        {
            var existing = Existing(memory);
            if (existing is { IsPending: true })
            {
                await FlushAsync();
            }

            items.Add(Write(memory, items.Count, existing));
        }

        await FlushAsync();
        return items.MoveToImmutable();
    }

    private BatchItem Write(PreparedMemory memory, int index, HeldMemory? existing)
    {
        var draft = memory.Draft;
        if (existing is not null && (draft.UniqueKey is null || draft.Content == existing.Content))
        {
            _changes.Merge(existing, draft);
            return new() { Index = index, Status = "merged", Id = existing.Id };
        }

        if (draft.Trust < existing?.Trust)
        {
            return new() { Index = index, Status = "refused", Reason = "A more trusted memory holds this key." };
        }

        if (existing is not null)
        {
            _changes.Supersede(existing, memory);
        }

        var inserted = _changes.Insert(memory);
        _held.Add(inserted.Id, inserted);
        _byDigest[DigestOf(memory)] = inserted;
        if (draft.UniqueKey is { } key)
        {
            _byKey[new(key, draft.Agent, draft.Source, draft.Kind)] = inserted;
        }

        return new() { Index = index, Status = "stored", Id = memory.Id };
    }

    private static Slot DigestOf(PreparedMemory memory) =>
        new(Convert.ToHexString(memory.Digest), memory.Draft.Agent, memory.Draft.Source, memory.Draft.Kind);

    private HeldMemory? Existing(PreparedMemory memory)
    {
        var draft = memory.Draft;
        var found = draft.UniqueKey is { } key
            ? _byKey.GetValueOrDefault(new(key, draft.Agent, draft.Source, draft.Kind))
            : _byDigest.GetValueOrDefault(DigestOf(memory));
        return found is { IsSuperseded: true } ? null : found;
    }

    private async Task LoadAsync(IReadOnlyList<PreparedMemory> memories)
    {
        foreach (var digests in memories.Where(memory => memory.Draft.UniqueKey is null).Select(memory => memory.Digest).Chunk(MostValues))
        {
            await LoadAsync("digest", "agent_memory_digest", digests);
        }

        foreach (var keys in memories.Select(memory => memory.Draft.UniqueKey).OfType<string>().Distinct().Chunk(MostValues))
        {
            await LoadAsync("unique_key", "agent_memory_key", keys);
        }
    }

    // Without statistics SQLite prefers an index on agent or kind, and a bulk write becomes quadratic.
    private async Task LoadAsync(string column, string index, IReadOnlyCollection<object> values)
    {
        var parameters = values.Select((value, position) => ($"@v{position}", (object?)value)).Append(("@tenant", tenant));
        await session.QueryAsync(
            row =>
            {
                Hold(row);
                return true;
            },
            $"""
            SELECT id, agent, source, kind, content, trust, status, digest, unique_key FROM agent_memory {dialect.IndexedBy(index)}
             WHERE tenant = @tenant AND {column} IN ({string.Join(", ", values.Select((_, position) => $"@v{position}"))}) AND status < 2
             ORDER BY status, unique_key IS NOT NULL, seq {dialect.ForUpdate}
            """,
            [.. parameters]);
    }

    private void Hold(DbDataReader row)
    {
        var (id, agent, source, kind) = (row.GetString(0), row.Text(1), row.Text(2), row.GetString(3));
        if (!_held.TryGetValue(id, out var memory))
        {
            memory = new(id, row.GetString(4)) { Trust = (MemoryTrust)row.GetInt32(5), IsActive = row.GetInt32(6) == 0 };
            _held.Add(id, memory);
        }

        // The first of a slot stays: active before stale, without a key before those that give way to another of their key.
        _byDigest.TryAdd(new(Convert.ToHexString(row.GetFieldValue<byte[]>(7)), agent, source, kind), memory);
        if (row.Text(8) is { } key)
        {
            _byKey.TryAdd(new(key, agent, source, kind), memory);
        }
    }

    private async Task FlushAsync()
    {
        await _changes.FlushAsync();
        foreach (var memory in _held.Values)
        {
            memory.IsPending = false;
        }
    }

    /// <summary>What at most one active memory of a tenant may hold.</summary>
    private readonly record struct Slot(string Identity, string? Agent, string? Source, string Kind);
}
