using AgentCluster.Storage;
using AgentCluster.Tenancy;
using AgentCluster.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace AgentCluster.Storage.Tests.Tenancy;

public sealed class IdempotencyGrainTests
{
    [Fact]
    public async Task Grain_KeyWithSlashes_ClaimsAndReplaysAfterItsActivationIsGone()
    {
        await using var platform = new TestPlatform();
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo.Services.AddSqlitePlatform(_ => platform.Database).AddSingleton(TimeProvider.System).AddTenancy());
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        var answer = new IdempotentAnswer { Status = 200, Body = "{}" };
        var grain = cluster.Client.GetGrain<IIdempotencyGrain>("local/orders/17");
        var first = await grain.BeginAsync("f1", "c1");
        var second = await grain.BeginAsync("f1", "c2");
        await grain.CompleteAsync("c1", answer);
        await cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

        var replay = await grain.BeginAsync("f1", "c3");

        Assert.Equal((IdempotencyVerdict.Run, IdempotencyVerdict.InProgress), (first.Verdict, second.Verdict));
        Assert.Equal((IdempotencyVerdict.Replay, answer, first.ClaimedAt), (replay.Verdict, replay.Answer, replay.ClaimedAt));
        var rows = await platform.Database.ReadAsync(c => c.Query(r => (r.GetString(0), r.GetString(1)), "SELECT tenant, key FROM idempotency_key"));
        Assert.Equal([("local", "orders/17")], rows);
    }
}
