using AgentCluster.Client.Admission;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Client.Tests.Admission;

public sealed class LimitsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Tenant_ThatFloods_LeavesTheOthersTheirShare()
    {
        using var limits = Of(new AdmissionOptions { Requests = 4, RequestsPerTenant = 2, QueuePerTenant = 3 });
        for (var i = 0; i < 2; i++)
        {
            Assert.True((await limits.RequestAsync("flood", default)).IsAcquired);
        }

        var queued = Enumerable.Range(0, 3).Select(_ => limits.RequestAsync("flood", default).AsTask()).ToList();
        var refused = await limits.RequestAsync("flood", default);
        var quiet = await limits.RequestAsync("quiet", default);

        Assert.False(refused.IsAcquired);
        Assert.All(queued, waiting => Assert.False(waiting.IsCompleted));
        Assert.True(quiet.IsAcquired);
    }

    [Fact]
    public async Task Queue_IsServedInOrder_WhenATurnIsGivenBack()
    {
        using var limits = Of(new AdmissionOptions { Requests = 1, RequestsPerTenant = 1, QueuePerTenant = 2 });
        var first = await limits.RequestAsync("a", default);
        var second = limits.RequestAsync("a", default).AsTask();
        var third = limits.RequestAsync("a", default).AsTask();

        first.Dispose();

        Assert.True((await second).IsAcquired);
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task Gateway_ThatIsFull_LetsATenantWaitForAnother()
    {
        using var limits = Of(new AdmissionOptions { Requests = 1, RequestsPerTenant = 1, QueuePerTenant = 0 });
        var first = await limits.RequestAsync("a", default);
        var second = limits.RequestAsync("b", default).AsTask();
        Assert.False(second.IsCompleted);

        first.Dispose();

        Assert.True((await second).IsAcquired);
    }

    [Fact]
    public async Task Wait_GivesTheTurnToOthers()
    {
        using var limits = Of(new AdmissionOptions { Requests = 1, RequestsPerTenant = 1, QueuePerTenant = 1, Waiters = 1, WaitersPerTenant = 1 });
        using var first = new Admitted(limits, "a", await limits.RequestAsync("a", default), default);

        Assert.True(first.TryWait());
        using var second = new Admitted(limits, "a", await limits.RequestAsync("a", default), default);

        Assert.False(second.TryWait());
        first.Dispose();
        Assert.True(second.TryWait());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    public async Task Turn_ThatDoesNotComeInTime_IsRefusedAndLeavesTheQueue(string tenant)
    {
        using var limits = Of(new AdmissionOptions { Requests = 1, RequestsPerTenant = 1, QueuePerTenant = 1 });
        var first = await limits.RequestAsync("a", default);
        var late = limits.RequestAsync(tenant, default).AsTask();
        Assert.False(late.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.False((await late.WaitAsync(TimeSpan.FromSeconds(30))).IsAcquired);
        first.Dispose();
        Assert.True((await limits.RequestAsync(tenant, default)).IsAcquired);
    }

    private Limits Of(AdmissionOptions options) => new(Options.Create(options), _time);
}
