using AgentCluster.Approvals;
using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Approvals;

/// <summary>What every backend of the people who may decide promises.</summary>
public abstract class ApproverStoreContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private ApproverStore Store => new(Database);

    [Fact]
    public async Task Replace_ThenList_GivesThemById()
    {
        await Store.ReplaceAsync("t", [Person("zoe"), Person("anna")], "admin", default);
        await Store.ReplaceAsync("t", [Person("maria"), Person("anna")], "admin", default);

        var listed = await Store.ListAsync("t", default);
        Assert.Equal(["anna", "maria"], listed.Select(approver => approver.Id));
        Assert.Equal((ApproverRole.Escalation, "slack", "U-anna"), (Assert.Single(listed[0].Roles), listed[0].Channels[0].Channel, listed[0].Channels[0].User));
        Assert.Empty(await Store.ListAsync("other", default));
    }

    [Fact]
    public async Task Replace_IsLoggedWhenItChangesSomething()
    {
        await Store.ReplaceAsync("t", [Person("anna")], "admin", default);
        await Store.ReplaceAsync("t", [Person("anna")], "admin", default);

        var logged = await Database.ReadAsync("t", session => session.QueryAsync(
            row => (row.GetString(0), row.GetString(1)), "SELECT event, by FROM agent_execution_log WHERE tenant = 't'"), default);

        Assert.Equal(("approversReplaced", "admin"), Assert.Single(logged));
    }

    [Fact]
    public async Task Replace_WhileSomebodyDecides_LetsThemDecideAnew()
    {
        var (before, list) = await Database.WriteAsync(
            "t",
            async session =>
            {
                var now = await session.NowAsync();
                await ApprovalStore.FileAsync(session, "t", Requests.Pending("a", now, TimeSpan.FromMinutes(5)), "content");
                return ((await ApprovalStore.FindAsync(session, "t", "a"))!, await ApproverStore.ReadAsync(session, "t"));
            },
            default);
        var decided = before.Decide(new() { Decision = Decision.Approve, Hash = before.Hash, By = "k9", Channel = "http" }, new(list), before.CreatedAt).Value!;

        await Store.ReplaceAsync("t", [Person("anna")], "admin", default);

        Assert.False(await Database.WriteAsync("t", session => ApprovalStore.ChangeAsync(session, "t", before, decided, before.CreatedAt, unexpired: true), default));
    }

    private static Approver Person(string id) => new()
    {
        Id = id,
        Name = id,
        Roles = [ApproverRole.Escalation],
        Channels = [new() { Channel = "slack", User = $"U-{id}" }],
    };
}
