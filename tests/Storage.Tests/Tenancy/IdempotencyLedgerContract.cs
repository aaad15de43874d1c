using AgentCluster.Tenancy;
using AgentCluster.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Storage.Tests.Tenancy;

/// <summary>What every backend of the idempotency keys promises.</summary>
public abstract class IdempotencyLedgerContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private static readonly IdempotentAnswer Answer = new() { Status = 202, Body = """{"a":1}""", Location = "/v1/x" };
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Begin_FirstUse_RunsAndSecondIsInProgress()
    {
        var ledger = Activate();

        var first = await ledger.BeginAsync("f1", "c1", default);
        var second = await ledger.BeginAsync("f1", "c2", default);

        Assert.Equal(IdempotencyVerdict.Run, first.Verdict);
        Assert.Equal(IdempotencyVerdict.InProgress, second.Verdict);
    }

    [Fact]
    public async Task Begin_OtherFingerprint_IsRefusedRunningOrAnswered()
    {
        var ledger = Activate();
        await ledger.BeginAsync("f1", "c1", default);
        Assert.Equal(IdempotencyVerdict.OtherRequest, (await ledger.BeginAsync("f2", "c2", default)).Verdict);

        await ledger.CompleteAsync("c1", Answer, default);

        Assert.Equal(IdempotencyVerdict.OtherRequest, (await ledger.BeginAsync("f2", "c3", default)).Verdict);
    }

    [Fact]
    public async Task Begin_Answered_ReplaysAlsoAfterRestart()
    {
        var ledger = Activate();
        await ledger.BeginAsync("f1", "c1", default);
        await ledger.CompleteAsync("c1", Answer, default);
        await Platform.ReopenAsync();

        var claim = await Activate().BeginAsync("f1", "c2", default);

        Assert.Equal(IdempotencyVerdict.Replay, claim.Verdict);
        Assert.Equal(Answer, claim.Answer);
    }

    [Fact]
    public async Task Begin_ProcessDiedBeforeItAnswered_RunsAgainWithTheFirstTime()
    {
        var first = await Activate().BeginAsync("f1", "c1", default);
        await Platform.ReopenAsync();
        _time.Advance(TimeSpan.FromMinutes(1));

        var again = await Activate().BeginAsync("f1", "c2", default);

        Assert.Equal(IdempotencyVerdict.Run, again.Verdict);
        Assert.Equal(first.ClaimedAt, again.ClaimedAt);
    }

    [Fact]
    public async Task Begin_Released_RunsAnyRequestWithTheFirstTime()
    {
        var ledger = Activate();
        var first = await ledger.BeginAsync("f1", "c1", default);
        await ledger.ReleaseAsync("c1", default);
        _time.Advance(TimeSpan.FromMinutes(1));

        var again = await ledger.BeginAsync("f2", "c2", default);

        Assert.Equal(IdempotencyVerdict.Run, again.Verdict);
        Assert.Equal(first.ClaimedAt, again.ClaimedAt);
        Assert.Equal(IdempotencyVerdict.OtherRequest, (await ledger.BeginAsync("f1", "c3", default)).Verdict);
    }

    [Fact]
    public async Task Release_AfterTheAnswer_KeepsTheAnswer()
    {
        var ledger = Activate();
        await ledger.BeginAsync("f1", "c1", default);
        await ledger.CompleteAsync("c1", Answer, default);

        await ledger.ReleaseAsync("c1", default);

        Assert.Equal(IdempotencyVerdict.Replay, (await ledger.BeginAsync("f1", "c2", default)).Verdict);
    }

    [Fact]
    public async Task Begin_ByTheHolderAgain_RunsAsTheFirstTime()
    {
        var ledger = Activate();
        var first = await ledger.BeginAsync("f1", "c1", default);

        var again = await ledger.BeginAsync("f1", "c1", default);

        Assert.Equal((IdempotencyVerdict.Run, first.ClaimedAt), (again.Verdict, again.ClaimedAt));
        Assert.Equal(IdempotencyVerdict.InProgress, (await ledger.BeginAsync("f1", "c2", default)).Verdict);
    }

    [Fact]
    public async Task Release_ByAnAttemptOfBefore_LeavesTheRunningClaim()
    {
        await Activate().BeginAsync("f1", "c1", default);
        var ledger = Activate();
        await ledger.BeginAsync("f1", "c2", default);

        await ledger.ReleaseAsync("c1", default);

        Assert.Equal(IdempotencyVerdict.InProgress, (await ledger.BeginAsync("f1", "c3", default)).Verdict);
    }

    [Fact]
    public async Task Complete_ByTwoAttempts_KeepsTheFirstAnswer()
    {
        var ledger = Activate();
        await ledger.BeginAsync("f1", "c1", default);
        await ledger.CompleteAsync("c1", Answer, default);

        await ledger.CompleteAsync("c0", Answer with { Body = "{}" }, default);

        Assert.Equal(Answer, (await ledger.BeginAsync("f1", "c2", default)).Answer);
    }

    [Fact]
    public async Task Begin_LeaseOver_RunsAgain()
    {
        var ledger = Activate();
        await ledger.BeginAsync("f1", "c1", default);
        _time.Advance(IdempotencyLedger.Lease);

        Assert.Equal(IdempotencyVerdict.Run, (await ledger.BeginAsync("f1", "c2", default)).Verdict);
    }

    [Fact]
    public async Task Begin_After24Hours_IsForgottenForEveryKey()
    {
        var ledger = Activate();
        var first = await ledger.BeginAsync("f1", "c1", default);
        await ledger.CompleteAsync("c1", Answer, default);
        await Activate("other").BeginAsync("f1", "c2", default);
        _time.Advance(IdempotencyStore.Kept);

        var again = await ledger.BeginAsync("f2", "c3", default);

        Assert.Equal(IdempotencyVerdict.Run, again.Verdict);
        Assert.True(again.ClaimedAt > first.ClaimedAt);
        var rows = await Database.ReadAsync("local", session => session.QueryAsync(row => row.GetInt64(0), "SELECT count(*) FROM idempotency_key"), default);
        Assert.Equal(1, rows[0]);
    }

    [Fact]
    public async Task Begin_SameKeyOfAnotherTenant_IsItsOwn()
    {
        await Activate(tenant: "a").BeginAsync("f1", "c1", default);

        Assert.Equal(IdempotencyVerdict.Run, (await Activate(tenant: "b").BeginAsync("f2", "c2", default)).Verdict);
    }

    private IdempotencyLedger Activate(string key = "key", string tenant = "local") =>
        new(new IdempotencyStore(Database, _time), _time, tenant, key);
}
