namespace AgentCluster.Memory;

public abstract partial class MemoryStoreContract
{
    private const string Orders = "main:public.orders";

    [Fact]
    public async Task RetireAsync_ThenRestoreAsync_BringsItBack()
    {
        var id = await StoreOneAsync(Note("weeks begin on Monday"));
        Assert.Equal(MemoryStatus.Retired, (await Memories.RetireAsync(Tenant, id)).Value!.Status);
        Assert.Empty(await RecallAsync(new() { Text = "weeks" }));
        Assert.Equal(["weeks begin on Monday"], await RecallAsync(new() { Text = "weeks", Status = MemoryStatus.Retired }));
        var restored = (await Memories.RestoreAsync(Tenant, id)).Value!;
        Assert.Equal((MemoryStatus.Active, (DateTimeOffset?)null), (restored.Status, restored.ValidTo));
        Assert.Single(await RecallAsync(new() { Text = "weeks" }));
    }

    [Fact]
    public async Task RestoreAsync_Superseded_SupersedesItsSuccessors()
    {
        var first = await StoreOneAsync(Note("v1") with { UniqueKey = "k" });
        var second = await StoreOneAsync(Note("v2") with { UniqueKey = "k" });
        var third = await StoreOneAsync(Note("v3") with { UniqueKey = "k" });
        await Memories.RestoreAsync(Tenant, first);
        Assert.Equal(["v1"], await RecallAsync(new()));
        Assert.Equal(first, (await GetAsync(third)).SupersededBy);
        await Memories.RestoreAsync(Tenant, second);
        Assert.Equal(["v2"], await RecallAsync(new()));
        Assert.Equal([first, second, third], (await Memories.HistoryAsync(Tenant, first)).Value.Select(item => item.Id));
    }

    [Fact]
    public async Task RestoreAsync_RetiredAndStoredAnew_LeavesOneActive()
    {
        var first = await StoreOneAsync(Note("once"));
        await Memories.RetireAsync(Tenant, first);
        var second = await StoreOneAsync(Note("once"));
        await Memories.RestoreAsync(Tenant, first);
        Assert.Equal(MemoryStatus.Superseded, (await GetAsync(second)).Status);
        Assert.Single(await RecallAsync(new()));
    }

    [Fact]
    public async Task EveryLookup_UnknownOrForeignId_IsNotFound()
    {
        var foreign = await StoreOneAsync(Note("x"), tenant: "t2");
        foreach (var id in (string[])["none", foreign])
        {
            Assert.Equal("unknownMemory", (await Memories.GetAsync(Tenant, id)).Problem!.Code);
            Assert.Equal("unknownMemory", (await Memories.HistoryAsync(Tenant, id)).Problem!.Code);
            Assert.Equal("unknownMemory", (await Memories.RetireAsync(Tenant, id)).Problem!.Code);
            Assert.Equal("unknownMemory", (await Memories.RestoreAsync(Tenant, id)).Problem!.Code);
            Assert.Equal("unknownMemory", (await Memories.JudgeAsync(Tenant, id, true)).Problem!.Code);
            Assert.Equal("unknownMemory", (await Memories.RevalidateAsync(Tenant, id, [])).Problem!.Code);
        }

        Assert.Equal(MemoryStatus.Active, (await Memories.GetAsync("t2", foreign)).Value!.Status);
    }

    [Fact]
    public async Task MarkUsedAsync_Twice_CountsAndDates()
    {
        var id = await StoreOneAsync(Note("x"));
        await Memories.MarkUsedAsync(Tenant, [id, "none"]);
        Time.Advance(TimeSpan.FromMinutes(5));
        await Memories.MarkUsedAsync(Tenant, [id]);
        var item = await GetAsync(id);
        Assert.Equal((2, Time.GetUtcNow()), (item.UseCount, item.LastUsedAt!.Value));
    }

    [Fact]
    public async Task JudgeAsync_Confirmed_VerifiesAgentsButNotUntrusted()
    {
        var agents = await StoreOneAsync(Note("x"));
        var untrusted = await StoreOneAsync(Note("y") with { Trust = MemoryTrust.Untrusted });
        var judged = (await Memories.JudgeAsync(Tenant, agents, confirmed: true)).Value!;
        Assert.Equal((MemoryTrust.Verified, 1), (judged.Trust, judged.Confirmations));
        Assert.Equal(MemoryTrust.Untrusted, (await Memories.JudgeAsync(Tenant, untrusted, confirmed: true)).Value!.Trust);
        Assert.Contains((await Memories.RecallAsync(Tenant, new() { Text = "x" })).Items, found => found.Signals.Trust > 0.6);
    }

    [Fact]
    public async Task JudgeAsync_RefutedMoreOften_StaysRecalledAsAWarning()
    {
        var example = await StoreOneAsync(Note("SELECT 1", kind: MemoryKinds.SqlExample));
        await StoreOneAsync(Note("SELECT 1", kind: MemoryKinds.SqlExample), status: "merged");
        Assert.True((await Memories.JudgeAsync(Tenant, example, confirmed: false)).Value!.IsRefuted);
        Assert.Equal(["SELECT 1"], await RecallAsync(new() { Text = "select" }));
        Assert.False((await Memories.JudgeAsync(Tenant, example, confirmed: true)).Value!.IsRefuted);
    }

    [Fact]
    public async Task MarkStaleAsync_ChangedFingerprint_ConcernsExactlyTheDependants()
    {
        MemoryDraft On(string content, string name, string fingerprint, string source = "main") =>
            Note(content, source: source) with { DependsOn = [new() { Object = name, Fingerprint = fingerprint }] };
        await StoreOneAsync(On("changed", Orders, "f1"));
        await StoreOneAsync(On("gone", "main:public.gone", "g1"));
        await StoreOneAsync(On("unchanged", "main:public.other", "o1"));
        await StoreOneAsync(On("not listed", "main:public.silent", "s1"));
        await StoreOneAsync(On("elsewhere", Orders, "f1"), tenant: "t2");
        var count = await Memories.MarkStaleAsync(
            Tenant, "main", new Dictionary<string, string?> { [Orders] = "f2", ["main:public.gone"] = null, ["main:public.other"] = "o1" });
        Assert.Equal(2, count);
        Assert.Equal(["changed", "gone"], (await Memories.StaleAsync(Tenant, "main", 10)).Select(item => item.Content));
        Assert.Empty(await Memories.StaleAsync(Tenant, "other", 10));
        Assert.Equal(["not listed", "unchanged"], (await RecallAsync(new() { Text = "orders" })).Order());
        Assert.Equal(2, (await Memories.CountAsync(Tenant)).Stale);
        Assert.Single(await RecallAsync(new(), "t2"));
    }

    [Fact]
    public async Task RevalidateAsync_Stale_IsActiveOnTheNewFingerprint()
    {
        var id = await StoreOneAsync(Note("x") with { DependsOn = [new() { Object = Orders, Fingerprint = "f1" }] });
        var present = new Dictionary<string, string?> { [Orders] = "f2" };
        Assert.Equal(1, await Memories.MarkStaleAsync(Tenant, "main", present));
        var item = (await Memories.RevalidateAsync(Tenant, id, [new() { Object = Orders, Fingerprint = "f2" }])).Value!;
        Assert.Equal((MemoryStatus.Active, "f2"), (item.Status, item.DependsOn[0].Fingerprint));
        Assert.Equal(0, await Memories.MarkStaleAsync(Tenant, "main", present));
        await Memories.RetireAsync(Tenant, id);
        Assert.Equal("memoryClosed", (await Memories.RevalidateAsync(Tenant, id, [])).Problem!.Code);
    }

    [Fact]
    public async Task StoreAsync_StaleAgain_IsActiveOnTheNewFingerprint()
    {
        var draft = Note("x") with { UniqueKey = "k", DependsOn = [new() { Object = Orders, Fingerprint = "f1" }] };
        var id = await StoreOneAsync(draft);
        await Memories.MarkStaleAsync(Tenant, "main", new Dictionary<string, string?> { [Orders] = "f2" });
        await StoreOneAsync(draft with { DependsOn = [new() { Object = Orders, Fingerprint = "f2" }] }, status: "merged");
        var item = await GetAsync(id);
        Assert.Equal((MemoryStatus.Active, "f2"), (item.Status, item.DependsOn[0].Fingerprint));
    }

    [Fact]
    public async Task RetireSourcesExceptAsync_RemovedSource_RetiresItsMemoriesOnly()
    {
        await StoreOneAsync(Note("kept", source: "one"));
        await StoreOneAsync(Note("gone", source: "two"));
        await StoreOneAsync(Note("about none"));
        Assert.Equal(1, await Memories.RetireSourcesExceptAsync(Tenant, ["one"]));
        Assert.Equal(["about none", "kept"], (await RecallAsync(new() { Text = "kept" })).Order());
    }

    [Fact]
    public async Task LearnedByAsync_PrivateOrContributed_NewestFirst()
    {
        await StoreOneAsync(Note("private", agent: "a"));
        await StoreOneAsync(Note("contributed") with { Provenance = "agent:a/interaction:1" });
        await StoreOneAsync(Note("of a namesake") with { Provenance = "agent:ab/interaction:1" });
        await StoreOneAsync(Note("of nobody"));
        Assert.Equal(["contributed", "private"], (await Memories.LearnedByAsync(Tenant, "a", 10)).Select(item => item.Content));
        Assert.Equal(["contributed"], (await Memories.LearnedByAsync(Tenant, "a", 1)).Select(item => item.Content));
    }
}
