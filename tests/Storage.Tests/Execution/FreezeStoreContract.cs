using AgentCluster.Execution;
using AgentCluster.Execution.Freeze;
using AgentCluster.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Storage.Tests.Execution;

public abstract class FreezeStoreContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);

    private FreezeStore Store => new(Database, _time);

    [Fact]
    public async Task Set_Frozen_IsSeenInTheNextTransactionOfItsTenantOnly()
    {
        await Store.SetAsync("t1", true, "Something leaks.", "key-1", default);

        Assert.True(await IsFrozenAsync("t1"));
        Assert.False(await IsFrozenAsync("t2"));
        Assert.Equal(new FreezeState { Frozen = true, Reason = "Something leaks.", By = "key-1", At = Now }, await Store.ReadAsync("t1", default));
    }

    [Fact]
    public async Task Set_TheSameAgain_StaysAsItWasAndIsLoggedOnce()
    {
        await Store.SetAsync("t1", false, null, "key-0", default);
        await Store.SetAsync("t1", true, "First.", "key-1", default);
        _time.Advance(TimeSpan.FromMinutes(1));
        var again = await Store.SetAsync("t1", true, "Second.", "key-2", default);
        await Store.SetAsync("t1", false, "Over.", "key-3", default);

        Assert.Equal(("First.", "key-1", Now), (again.Reason, again.By, again.At));
        Assert.False(await IsFrozenAsync("t1"));
        Assert.Equal(["frozen key-1 [\"First.\"]", "thawed key-3 [\"Over.\"]"], await LogAsync("t1"));
    }

    [Fact]
    public async Task Set_WhileAnActionBegins_WaitsForIt()
    {
        var (holds, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var beginning = Task.Run(() => Database.WriteAsync(
            "t1",
            async session =>
            {
                var frozen = await FreezeStore.HoldAsync(session, "t1", Now);
                holds.SetResult();
                await goOn.Task;
                return frozen;
            },
            default));
        await holds.Task;

        var switching = Task.Run(() => Store.SetAsync("t1", true, null, "key-1", default));

        // It cannot end before the action has begun, however long that takes.
        Assert.NotSame(switching, await Task.WhenAny(switching, Task.Delay(TimeSpan.FromMilliseconds(200))));
        goOn.SetResult();
        Assert.False(await beginning);
        Assert.True((await switching).Frozen);
        Assert.True(await Database.WriteAsync("t1", session => FreezeStore.HoldAsync(session, "t1", Now), default));
    }

    [Fact]
    public async Task Read_BeforeAnybodySwitched_NamesNobody()
    {
        await Database.WriteAsync("t1", session => FreezeStore.HoldAsync(session, "t1", Now), default);

        Assert.Equal(new FreezeState(), await Store.ReadAsync("t1", default));
    }

    private Task<bool> IsFrozenAsync(string tenant) => Database.WriteAsync(tenant, session => FreezeStore.IsFrozenAsync(session, tenant), default);

    private Task<List<string>> LogAsync(string tenant) => Database.ReadAsync(
        tenant,
        session => session.QueryAsync(
            row => $"{row.GetString(0)} {row.GetString(1)} {row.GetString(2)}",
            "SELECT event, by, reasons FROM agent_execution_log WHERE tenant = @tenant ORDER BY id",
            ("@tenant", tenant)),
        default);
}
