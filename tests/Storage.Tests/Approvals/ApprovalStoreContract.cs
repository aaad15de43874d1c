using AgentCluster.Approvals;
using AgentCluster.Execution;
using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Approvals;

/// <summary>What every backend of the approval queue promises.</summary>
public abstract class ApprovalStoreContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private ApprovalStore Store => new(Database);

    [Fact]
    public async Task File_ThenFind_GivesTheSame()
    {
        var filed = await FileAsync("a", TimeSpan.FromMinutes(5));

        var read = await Store.FindAsync("t", "a", default);

        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(filed), System.Text.Json.JsonSerializer.Serialize(read));
        Assert.Null(await Store.FindAsync("other", "a", default));
    }

    [Fact]
    public async Task Change_OfWhatWasChangedMeanwhile_ChangesNothing()
    {
        var read = await FileAsync("a", TimeSpan.FromMinutes(5));
        Assert.True(await ChangeAsync(read, read with { Decisions = [Given("anna", Decision.Approve)] }));

        Assert.False(await ChangeAsync(read, read with { Decisions = [Given("ben", Decision.Reject)], Status = ApprovalStatus.Rejected }));

        var stands = (await Store.FindAsync("t", "a", default))!;
        Assert.Equal((ApprovalStatus.Pending, "anna"), (stands.Status, Assert.Single(stands.Decisions).By));
        Assert.True(await ChangeAsync(stands, stands with { Status = ApprovalStatus.Approved, Result = "r" }));
    }

    [Fact]
    public async Task Steps_OfARequest_AreToldToPeople()
    {
        var filed = await FileAsync("a", TimeSpan.FromMinutes(5));
        await ChangeAsync(filed, filed with { Status = ApprovalStatus.Approved });
        await ChangeAsync(filed, filed with { Status = ApprovalStatus.Rejected });

        var told = await Database.ReadAsync("t", session => session.QueryAsync(
            row => (row.GetString(0), row.GetString(1), row.GetInt64(2)), "SELECT topic, subject, version FROM notification_subject WHERE tenant = 't'"), default);

        Assert.Equal(("approval", "a", 2L), Assert.Single(told));
    }

    [Fact]
    public async Task Decide_AfterTheDeadlineByTheDatabasesClock_ChangesNothing()
    {
        var read = await FileAsync("a", TimeSpan.Zero);

        Assert.False(await ChangeAsync(read, read with { Status = ApprovalStatus.Approved }, unexpired: true));
        Assert.True(await ChangeAsync(read, read with { Status = ApprovalStatus.Expired }));
    }

    [Fact]
    public async Task Change_WithAnotherHash_ChangesNothing()
    {
        var read = await FileAsync("a", TimeSpan.FromMinutes(5));

        Assert.False(await ChangeAsync(read with { Hash = "bb" }, read with { Status = ApprovalStatus.Approved }));
    }

    [Fact]
    public async Task List_ByStatusAgentAndRisk_PagesNewestFirst()
    {
        for (var i = 0; i < 5; i++)
        {
            await FileAsync($"id{i}", TimeSpan.FromMinutes(5));
        }

        var first = (await Store.ListAsync("t", new() { Status = ApprovalStatus.Pending, Agent = "data-analyst", Risk = Risk.Medium, Limit = 3 }, default)).Value!;
        var rest = (await Store.ListAsync("t", new() { Limit = 3, Cursor = first.Next }, default)).Value!;

        Assert.Equal(["id4", "id3", "id2"], first.Items.Select(item => item.Id));
        Assert.Equal(["id1", "id0"], rest.Items.Select(item => item.Id));
        Assert.Null(rest.Next);
        Assert.Empty((await Store.ListAsync("t", new() { Status = ApprovalStatus.Approved }, default)).Value!.Items);
        Assert.Empty((await Store.ListAsync("t", new() { Agent = "other" }, default)).Value!.Items);
        Assert.Equal("cursor", (await Store.ListAsync("t", new() { Cursor = "nonsense" }, default)).Problem?.Field);
    }

    [Fact]
    public async Task Sweeps_MeetOverdueAndApproved_AndNothingElse()
    {
        await FileAsync("waits", TimeSpan.FromMinutes(5));
        await FileAsync("overdue", TimeSpan.Zero);
        var approved = await FileAsync("approved", TimeSpan.FromMinutes(5));
        await ChangeAsync(approved, approved with { Status = ApprovalStatus.Approved });

        Assert.Equal("overdue", Assert.Single(await Store.DueAsync("t", default)));
        Assert.Equal("approved", Assert.Single(await Store.ApprovedAsync("t", default)).Id);
    }

    private Task<bool> ChangeAsync(Approval before, Approval after, bool unexpired = false) => Database.WriteAsync(
        "t", async session => await ApprovalStore.ChangeAsync(session, "t", before, after, await session.NowAsync(), unexpired), default);

    private Task<Approval> FileAsync(string id, TimeSpan lifetime) => Database.WriteAsync(
        "t",
        async session =>
        {
            var now = DateTimeOffset.FromUnixTimeMilliseconds((await session.NowAsync()).ToUnixTimeMilliseconds());
            var approval = Requests.Pending(id, now, lifetime);
            await ApprovalStore.FileAsync(session, "t", approval, $"content of {id}");
            return approval;
        },
        default);

    private static GivenDecision Given(string by, Decision decision) => new() { By = by, At = DateTimeOffset.UnixEpoch, Channel = "http", Decision = decision };
}
