using System.Numerics.Tensors;
using AgentCluster.Memory;

namespace AgentCluster.Storage.Tests.Memory;

public abstract partial class MemoryStoreContract
{
    private static readonly string[] Corpus =
    [
        "Customers are billed by invoice at the end of the month",
        "The genre of a track is rock, jazz or blues",
        "Employees report to a manager in the same office",
        "invoice_line holds quantity and unit_price of every article sold",
        "Playlists belong to listeners and hold many songs",
        "Support tickets are closed after thirty days without an answer",
        "Countries are written as ISO codes with two letters",
        "Revenue is the sum of quantity times price",
        "Deleted rows keep their identifier and get a flag",
        "Shipping takes three days within Europe",
    ];

    public static TheoryData<string> HostileTexts { get; } =
    [
        "\"", "'; DROP TABLE agent_memory; --", "NEAR(a b, 5)", "col:x AND OR NOT", "* ^ - ( )", "\"unbalanced", "a\0b", "😀", "words : *",
        "{words}: billed", "\ud800", "%_%", "invoice_line\"; SELECT 1",
    ];

    [Fact]
    public async Task RecallAsync_AgentsAndTenants_AreIsolated()
    {
        await StoreOneAsync(Note("shared billing rule"));
        await StoreOneAsync(Note("billing rule of a", agent: "a"));
        await StoreOneAsync(Note("billing rule of b", agent: "b"));
        await StoreOneAsync(Note("billing rule of another tenant", agent: "a"), tenant: "t2");
        foreach (var text in (string?[])["billing rule", null])
        {
            Assert.Equal(["billing rule of a", "shared billing rule"], (await RecallAsync(new() { Text = text, Agent = "a" })).Order());
            Assert.Equal(["shared billing rule"], await RecallAsync(new() { Text = text }));
            Assert.Equal(["shared billing rule"], await RecallAsync(new() { Text = text, Agent = "c" }));
            Assert.Equal(3, (await RecallAsync(new() { Text = text, AllAgents = true })).Length);
            Assert.Equal(["billing rule of another tenant"], await RecallAsync(new() { Text = text, Agent = "a" }, "t2"));
        }
    }

    [Fact]
    public async Task RecallAsync_Vectors_MatchAnExactScan()
    {
        await Memories.StoreAsync(Tenant, [.. Corpus.Select(text => Note(text))]);
        foreach (var question in (string[])["how much did clients pay", "which music do people hear", "when does a parcel arrive"])
        {
            var query = Embed(question);
            var found = (await Memories.RecallAsync(Tenant, new() { Text = question, Limit = Corpus.Length })).Items;
            Assert.Equal(Corpus.Length, found.Length);
            Assert.All(found, item => Assert.Equal(Math.Max(0, TensorPrimitives.Dot(query, Embed(item.Item.Content))), item.Signals.Vector, 1e-5));
            Assert.Equal(found.OrderByDescending(item => item.Score).Select(item => item.Item.Id), found.Select(item => item.Item.Id));
        }
    }

    [Theory]
    [InlineData("when are clients billed", 0)]
    [InlineData("which genres of music exist", 1)]
    [InlineData("who is the boss of a worker", 2)]
    [InlineData("what does InvoiceLine hold", 3)]
    [InlineData("how long does delivery take", 9)]
    [InlineData("how is revenue computed", 7)]
    public async Task RecallAsync_Question_FindsTheFittingMemoryFirst(string question, int expected)
    {
        await Memories.StoreAsync(Tenant, [.. Corpus.Select(text => Note(text))]);
        Assert.Equal(Corpus[expected], (await RecallAsync(new() { Text = question, Limit = 3 }))[0]);
    }

    [Fact]
    public async Task RecallAsync_Identifier_IsSeenWhateverItsSpelling()
    {
        await Memories.StoreAsync(Tenant, [.. Corpus.Select(text => Note(text))]);
        var best = (await Memories.RecallAsync(Tenant, new() { Text = "sum of UnitPrice" })).Items[0];
        Assert.Equal((Corpus[3], 1.0), (best.Item.Content, best.Signals.Identifier));
    }

    [Fact]
    public async Task RecallAsync_NothingInCommon_StillGivesAsManyAsEligible()
    {
        await Memories.StoreAsync(Tenant, [.. Enumerable.Range(0, 300).Select(i => Note($"entry number {i}"))]);
        Assert.Equal(200, (await RecallAsync(new() { Text = "zebra", Limit = 200 })).Length);
        Assert.Equal(10, (await RecallAsync(new() { Text = "?!" })).Length);
    }

    [Fact]
    public async Task RecallAsync_Filters_Hold()
    {
        await StoreOneAsync(Note("orders of one", source: "one"));
        await StoreOneAsync(Note("orders of two", source: "two"));
        await StoreOneAsync(Note("orders everywhere", kind: MemoryKinds.Insight));
        await StoreOneAsync(Note("orders next year") with { OccurredAt = Time.GetUtcNow().AddDays(300) });
        foreach (var text in (string?[])["orders", null])
        {
            Assert.Equal(["orders everywhere", "orders of one"], (await RecallAsync(new() { Text = text, Source = "one" })).Order());
            Assert.Equal(["orders everywhere"], await RecallAsync(new() { Text = text, Kinds = [MemoryKinds.Insight] }));
            Assert.Equal(["orders everywhere"], await RecallAsync(new() { Text = text, Kinds = [MemoryKinds.Insight, MemoryKinds.Synonym] }));
            Assert.Equal(3, (await RecallAsync(new() { Text = text })).Length);
            Assert.Empty(await RecallAsync(new() { Text = text, Status = MemoryStatus.Retired }));
        }
    }

    [Fact]
    public async Task RecallAsync_TrustOfEqualTexts_Decides()
    {
        await StoreOneAsync(Note("the year ends in June", source: "one") with { Trust = MemoryTrust.Verified });
        await StoreOneAsync(Note("the year ends in June", source: "two") with { Trust = MemoryTrust.Untrusted });
        var found = (await Memories.RecallAsync(Tenant, new() { Text = "when does the year end" })).Items;
        Assert.Equal([MemoryTrust.Verified, MemoryTrust.Untrusted], found.Select(item => item.Item.Trust));
    }

    [Fact]
    public async Task RecallAsync_AfterRestartAndLaterWrites_SeesEverything()
    {
        await StoreOneAsync(Note("alpha"));
        Assert.Single(await RecallAsync(new() { Text = "alpha" }));
        await RestartAsync();
        var beta = await StoreOneAsync(Note("beta"));
        Assert.Equal(2, (await RecallAsync(new() { Text = "alpha" })).Length);
        await StoreOneAsync(Note("gamma"));
        await Memories.RetireAsync(Tenant, beta);
        Assert.Equal(["alpha", "gamma"], (await RecallAsync(new() { Text = "alpha" })).Order());
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public async Task RecallAsync_HostileText_IsOnlyText(string text)
    {
        await Memories.StoreAsync(Tenant, [.. Corpus.Select(content => Note(content))]);
        Assert.Equal(Corpus.Length, (await RecallAsync(new() { Text = text })).Length);
    }

    [Fact]
    public async Task RecallAsync_List_PagesNewestFirst()
    {
        await Memories.StoreAsync(Tenant, [.. Enumerable.Range(0, 5).Select(i => Note($"n{i}"))]);
        var first = await Memories.RecallAsync(Tenant, new() { Limit = 3 });
        var second = await Memories.RecallAsync(Tenant, new() { Limit = 3, Cursor = first.Next });
        Assert.Equal(["n4", "n3", "n2", "n1", "n0"], first.Items.Concat(second.Items).Select(found => found.Item.Content));
        Assert.Null(second.Next);
    }

    private static float[] Embed(string text)
    {
        var vector = new float[WordVectors.Shared.Dimensions];
        Embedder.Embed(text, vector);
        return vector;
    }
}
