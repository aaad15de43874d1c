using AgentCluster.Memory;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Storage.Tests.Memory;

/// <summary>What every memory store must do; one subclass a backend.</summary>
public abstract partial class MemoryStoreContract : IAsyncLifetime
{
    protected const string Tenant = "t1";

    private static readonly WordVectorEmbedder Embedder = new(WordVectors.Shared);

    private Memories? _memories;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    protected Memories Memories => _memories ??= new Memories(Store, Embedder, Time);

    protected abstract IMemoryStore Store { get; }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    protected async Task RestartAsync()
    {
        await ReopenAsync();
        _memories = null;
    }

    protected abstract Task ReopenAsync();

    protected static MemoryDraft Note(string content, string? agent = null, string? subject = null, string? source = null, string kind = MemoryKinds.Note) =>
        new() { Kind = kind, Content = content, Agent = agent, Subject = subject, Source = source, Provenance = "test" };

    protected async Task<string> StoreOneAsync(MemoryDraft draft, string tenant = Tenant, string status = "stored")
    {
        var item = Assert.Single(await Memories.StoreAsync(tenant, [draft]));
        Assert.True(item.Status == status, $"{item.Status}: {item.Reason}");
        return item.Id!;
    }

    protected async Task<string[]> RecallAsync(MemoryQuery query, string tenant = Tenant) =>
        [.. (await Memories.RecallAsync(tenant, query)).Items.Select(found => found.Item.Content)];

    protected async Task<MemoryItem> GetAsync(string id)
    {
        var found = await Memories.GetAsync(Tenant, id);
        return found.Value!;
    }
}
