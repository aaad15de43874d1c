using AgentCluster.Notifications.Callbacks;
using AgentCluster.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Storage.Tests.Notifications;

/// <summary>What every backend promises of callbacks: each is claimed by one call in the whole cluster, as long as it may come again.</summary>
public abstract class CallbackStoreContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));

    private CallbackStore Store => new(Database, _time);

    [Fact]
    public async Task Claim_ManyAtOnce_OneHasIt()
    {
        var claimed = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Store.ClaimAsync("t", "slack", "s1", $"o{i}", default)));

        Assert.Single(claimed, true);
    }

    [Fact]
    public async Task Claim_BySameCallAgain_IsStillItsOwn()
    {
        Assert.True(await Store.ClaimAsync("t", "slack", "s1", "o1", default));
        Assert.True(await Store.ClaimAsync("t", "slack", "s1", "o1", default));
        Assert.False(await Store.ClaimAsync("t", "slack", "s1", "o2", default));
    }

    [Fact]
    public async Task Claim_OtherTenantOrService_IsAnother()
    {
        Assert.True(await Store.ClaimAsync("t", "slack", "1", "o1", default));
        Assert.True(await Store.ClaimAsync("t", "telegram", "1", "o2", default));
        Assert.True(await Store.ClaimAsync("other", "slack", "1", "o3", default));
        Assert.Equal((true, false, false), (
            await Store.HoldsAsync("t", "slack", "1", default), await Store.HoldsAsync("t", "slack", "2", default), await Store.HoldsAsync("third", "slack", "1", default)));
    }

    [Fact]
    public async Task Claim_AfterADay_IsForgotten()
    {
        await Store.ClaimAsync("t", "slack", "s1", "o1", default);
        _time.Advance(CallbackStore.Kept - TimeSpan.FromSeconds(1));
        await Store.ClaimAsync("t", "slack", "s2", "o2", default);
        var before = await Store.HoldsAsync("t", "slack", "s1", default);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Store.ClaimAsync("t", "slack", "s3", "o3", default);

        Assert.Equal((true, false, true), (before, await Store.HoldsAsync("t", "slack", "s1", default), await Store.HoldsAsync("t", "slack", "s2", default)));
    }
}
