using AgentCluster.Memory;

namespace AgentCluster.Storage.Tests.Memory;

public abstract partial class MemoryStoreContract
{
    [Fact]
    public async Task StoreAsync_EveryField_ComesBack()
    {
        var draft = Note("Invoices are issued monthly", "analyst", "invoice", "main") with
        {
            Metadata = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("unit", "EUR"),
            Trust = MemoryTrust.Verified,
            Importance = 0.7,
            Confidence = 0.8,
            OccurredAt = Time.GetUtcNow().AddDays(-1),
            DependsOn = [new() { Object = "main:public.invoice", Fingerprint = "f1" }],
        };
        var id = await StoreOneAsync(draft);
        await RestartAsync();
        var item = await GetAsync(id);
        Assert.Equal((draft.Agent, draft.Source, draft.Kind, draft.Subject, draft.Content), (item.Agent, item.Source, item.Kind, item.Subject, item.Content));
        Assert.Equal((draft.Trust, draft.Importance, draft.Confidence, draft.Provenance), (item.Trust, item.Importance, item.Confidence, item.Provenance));
        Assert.Equal("EUR", item.Metadata["unit"]);
        Assert.Equal(draft.OccurredAt, item.ValidFrom);
        Assert.Equal(Time.GetUtcNow(), item.RecordedAt);
        Assert.Equal(MemoryStatus.Active, item.Status);
        Assert.Null(item.ValidTo);
        Assert.Equal(draft.DependsOn.AsEnumerable(), item.DependsOn);
    }

    [Fact]
    public async Task StoreAsync_MergedWithOtherMetadata_KeepsTheNewerUnlessLessTrusted()
    {
        MemoryDraft Counted(string count, MemoryTrust trust) => Note("Loans are asked for often") with
        {
            Trust = trust,
            Metadata = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("count", count),
        };
        var id = await StoreOneAsync(Counted("3", MemoryTrust.Agent));
        await StoreOneAsync(Counted("4", MemoryTrust.Agent), status: "merged");
        await StoreOneAsync(Counted("9", MemoryTrust.Untrusted), status: "merged");
        await StoreOneAsync(Note("Loans are asked for often"), status: "merged");

        Assert.Equal("4", (await GetAsync(id)).Metadata["count"]);
    }

    [Fact]
    public async Task StoreAsync_ExactDuplicate_IsMerged()
    {
        var first = await StoreOneAsync(Note("Fiscal year starts in April") with { Importance = 0.9 });
        var second = await StoreOneAsync(Note("Fiscal year starts in April") with { Trust = MemoryTrust.Verified }, status: "merged");
        Assert.Equal(first, second);
        var item = await GetAsync(first);
        Assert.Equal((1, MemoryTrust.Verified, 0.9), (item.Confirmations, item.Trust, item.Importance));
    }

    [Fact]
    public async Task StoreAsync_SentAgainUnderItsOperation_HasTheResultOfTheFirstAndNoSecondEffect()
    {
        var known = await StoreOneAsync(Note("known before"));
        MemoryDraft[] drafts = [Note("new"), Note("known before") with { Trust = MemoryTrust.Verified }, Note("")];
        var first = await Memories.StoreAsync(Tenant, drafts, "op", default);
        await RestartAsync();

        var again = await Memories.StoreAsync(Tenant, drafts, "op", default);

        Assert.Equal(["stored", "merged", "refused"], first.Select(item => item.Status));
        Assert.Equal(first.AsEnumerable(), again);
        Assert.Equal(1, (await GetAsync(known)).Confirmations);
    }

    [Fact]
    public async Task StoreAsync_OtherDraftsUnderAnOperation_AreStored()
    {
        await Memories.StoreAsync(Tenant, [Note("one")], "op", default);

        var other = await Memories.StoreAsync(Tenant, [Note("two")], "op", default);

        Assert.Equal("stored", Assert.Single(other).Status);
    }

    [Fact]
    public async Task StoreAsync_SameTextElsewhere_IsNotMerged()
    {
        await StoreOneAsync(Note("same text"));
        await StoreOneAsync(Note("same text", agent: "a"));
        await StoreOneAsync(Note("same text", source: "main"));
        await StoreOneAsync(Note("same text", subject: "x"));
        await StoreOneAsync(Note("same text", kind: MemoryKinds.Insight));
        await StoreOneAsync(Note("same text"), tenant: "t2");
    }

    [Fact]
    public async Task StoreAsync_DuplicatesInOneCall_AreMergedAndRefusedStayInPlace()
    {
        var items = await Memories.StoreAsync(Tenant, [Note("one"), Note(""), Note("one"), Note("two")]);
        Assert.Equal(["stored", "refused", "merged", "stored"], items.Select(item => item.Status));
        Assert.Equal([0, 1, 2, 3], items.Select(item => item.Index));
        Assert.Equal(items[0].Id, items[2].Id);
        Assert.Equal(1, (await Memories.CountAsync(Tenant)).Refused);
    }

    [Fact]
    public async Task StoreAsync_DuplicateOfRetired_IsStoredAnew()
    {
        var first = await StoreOneAsync(Note("Margin is net of tax"));
        await Memories.RetireAsync(Tenant, first);
        var second = await StoreOneAsync(Note("Margin is net of tax"));
        Assert.NotEqual(first, second);
        Assert.Equal(MemoryStatus.Retired, (await GetAsync(first)).Status);
    }

    [Fact]
    public async Task StoreAsync_SameKeyOtherContent_Supersedes()
    {
        var first = await StoreOneAsync(Note("red, green") with { UniqueKey = "colors" });
        Time.Advance(TimeSpan.FromHours(1));
        var second = await StoreOneAsync(Note("red, green, blue") with { UniqueKey = "colors" });
        var old = await GetAsync(first);
        Assert.Equal((MemoryStatus.Superseded, second, Time.GetUtcNow()), (old.Status, old.SupersededBy, old.ValidTo!.Value));
        Assert.Equal(["red, green, blue"], await RecallAsync(new() { Text = "green colors" }));
        Assert.Equal(["red, green"], await RecallAsync(new() { Text = "green colors", AsOf = Time.GetUtcNow().AddMinutes(-30) }));
        Assert.Equal(["red, green"], await RecallAsync(new() { AsOf = Time.GetUtcNow().AddMinutes(-30) }));
        var history = await Memories.HistoryAsync(Tenant, second);
        Assert.Equal([first, second], history.Value.Select(item => item.Id));
    }

    [Fact]
    public async Task StoreAsync_SameKeySameContent_IsMergedWhateverTheSubject()
    {
        var first = await StoreOneAsync(Note("SELECT 1", subject: "How many?") with { UniqueKey = "q" });
        Assert.Equal(first, await StoreOneAsync(Note("SELECT 1", subject: "how many") with { UniqueKey = "q" }, status: "merged"));
    }

    [Fact]
    public async Task StoreAsync_SameKeyLessTrust_IsRefused()
    {
        var taught = await StoreOneAsync(Note("SELECT 1") with { UniqueKey = "q", Trust = MemoryTrust.Verified });
        var item = Assert.Single(await Memories.StoreAsync(Tenant, [Note("SELECT 2") with { UniqueKey = "q" }]));
        Assert.Equal(("refused", (string?)null), (item.Status, item.Id));
        Assert.Equal(MemoryStatus.Active, (await GetAsync(taught)).Status);
    }

    [Fact]
    public async Task StoreAsync_SameKeyOtherAgentOrKind_BothStayActive()
    {
        await StoreOneAsync(Note("x") with { UniqueKey = "k" });
        await StoreOneAsync(Note("y", agent: "a") with { UniqueKey = "k" });
        await StoreOneAsync(Note("z", kind: MemoryKinds.Insight) with { UniqueKey = "k" });
        await StoreOneAsync(Note("w", source: "main") with { UniqueKey = "k" });
        Assert.Equal(4, (await RecallAsync(new() { AllAgents = true })).Length);
    }

    [Fact]
    public async Task StoreAsync_ThousandsOfFactsTwice_SupersedesOnlyWhatChanged()
    {
        MemoryDraft Fact(int i, string type) =>
            Note($"column c{i} is {type}", source: "main", kind: MemoryKinds.SchemaFact) with { UniqueKey = $"c{i}", Trust = MemoryTrust.System };
        await Memories.StoreAsync(Tenant, [.. Enumerable.Range(0, 2000).Select(i => Fact(i, "text"))]);
        var again = await Memories.StoreAsync(Tenant, [.. Enumerable.Range(0, 2000).Select(i => Fact(i, i == 7 ? "integer" : "text"))]);
        Assert.Equal(1, again.Count(item => item.Status == "stored"));
        Assert.Equal(2000, (await Memories.CountAsync(Tenant)).ActiveByKind[MemoryKinds.SchemaFact]);
    }
}
