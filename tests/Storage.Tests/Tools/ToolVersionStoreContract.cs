using AgentCluster.TestKit;
using AgentCluster.Tools;
using AgentCluster.Tools.SelfMade;
using AgentCluster.Tools.Statistics;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Storage.Tests.Tools;

/// <summary>What every backend promises of self-made tools: versions never change, states move one way, and one version is published.</summary>
public abstract class ToolVersionStoreContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private const string Tenant = "t";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));

    private ToolVersionStore Store => new(Database, _time);

    [Fact]
    public async Task Add_TheSameCallTwice_AddsOneVersion()
    {
        var first = await AddAsync("e1", "SELECT 1");
        var again = await AddAsync("e1", "SELECT 2");
        var second = await AddAsync("e2", "SELECT 2");

        Assert.Equal((1, 1, 2), (first.Version, again.Version, second.Version));
        Assert.Equal("SELECT 1", again.Definition.Sql);
        Assert.Equal([2, 1], (await Store.ListAsync(Tenant, "report", default)).Select(version => version.Version));
        Assert.Empty(await Store.ListAsync("other", null, default));
    }

    [Fact]
    public async Task Publish_ANewVersion_DeprecatesTheOneBefore()
    {
        var first = await PublishedAsync("e1");
        var second = await PublishedAsync("e2");

        var all = await Store.ListAsync(Tenant, "report", default);

        Assert.Equal([ToolState.Published, ToolState.Deprecated], all.Select(version => version.State));
        Assert.Equal("Version 2 took its place.", all[1].Reason);
        Assert.True(await Store.PublishAsync(Tenant, first, ToolState.Deprecated, default));
        Assert.Equal([ToolState.Deprecated, ToolState.Published], (await Store.ListAsync(Tenant, "report", default)).Select(version => version.State));
        Assert.Equal((1, 2), (first.Version, second.Version));
    }

    [Fact]
    public async Task Publish_WhatIsNotApproved_IsRefused()
    {
        var draft = await AddAsync("e1", "SELECT 1");

        Assert.False(await Store.PublishAsync(Tenant, draft, ToolState.AwaitingApproval, default));
        Assert.Equal(ToolState.Draft, (await Store.FindAsync(Tenant, "e1", default))!.State);
    }

    [Fact]
    public async Task Drop_WhatPeopleWereAskedAbout_IsDeprecatedWithTheReasonAndNothingElseIs()
    {
        await PublishedAsync("e1");
        var waiting = await AddAsync("e2", "SELECT 2");
        await Store.MoveAsync(Tenant, waiting, ToolState.Draft, ToolState.AwaitingApproval, null, default);

        foreach (var id in new[] { "e1", "e2" })
        {
            await Database.WriteAsync(Tenant, async session =>
            {
                await ToolVersionStore.DropAsync(session, Tenant, id, "Nobody wanted it.");
                return true;
            }, default);
        }

        var all = await Store.ListAsync(Tenant, "report", default);
        Assert.Equal([(2, ToolState.Deprecated, "Nobody wanted it."), (1, ToolState.Published, null)], all.Select(version => (version.Version, version.State, version.Reason)));
    }

    [Fact]
    public async Task Report_OfFailedCases_LeavesADraft()
    {
        var draft = await AddAsync("e1", "SELECT 1");

        await Store.ReportAsync(Tenant, draft, Report(passed: false), default);

        Assert.Equal((ToolState.Draft, "Case 1: no."), ((await Store.FindAsync(Tenant, "e1", default)) is { } found ? found.State : default, (await Store.FindAsync(Tenant, "e1", default))!.Report!.Lines[0]));
    }

    [Fact]
    public async Task Use_OfTools_AddsUpByToolAndByVersion()
    {
        await PublishedAsync("e1");
        var uses = new ToolUseStore(Database);
        var use = new ToolUse(2, 1, 10, _time.GetUtcNow());

        await uses.AddAsync(Tenant, [("report", 1, use), ("query_data", 1, use)], default);
        await uses.AddAsync(Tenant, [("report", 1, use)], default);

        var figures = await uses.ReadAsync(Tenant, default);
        Assert.Equal((4L, 2L, 20.0), (figures["report"].Calls, figures["report"].Failures, figures["report"].DurationMs));
        Assert.Equal(2, figures["query_data"].Calls);
        Assert.Equal((4, 2), (await Store.FindAsync(Tenant, "e1", default) is { } version ? (version.Calls, version.Failures) : default));
    }

    [Fact]
    public async Task Judge_AVersionThatFailsTooOften_BringsTheOneBeforeBack()
    {
        await PublishedAsync("e1");
        await PublishedAsync("e2");
        await new ToolUseStore(Database).AddAsync(Tenant, [("report", 2, new(10, 6, 10, _time.GetUtcNow()))], default);

        await new ToolDemotion(Store, Options.Create(new ToolsOptions())).JudgeAsync(Tenant, "report", 2, default);

        var all = await Store.ListAsync(Tenant, "report", default);
        Assert.Equal([ToolState.Deprecated, ToolState.Published], all.Select(version => version.State));
        Assert.Equal("It failed in 6 of 10 calls.", all[0].Reason);
    }

    [Fact]
    public async Task Judge_WhenTheOneBeforeWasRetired_LeavesThatRetired()
    {
        var retired = await PublishedAsync("e1");
        await Store.MoveAsync(Tenant, retired, ToolState.Published, ToolState.Deprecated, ToolVersion.Retired, default);
        await PublishedAsync("e2");
        await new ToolUseStore(Database).AddAsync(Tenant, [("report", 2, new(10, 6, 10, _time.GetUtcNow()))], default);

        await new ToolDemotion(Store, Options.Create(new ToolsOptions())).JudgeAsync(Tenant, "report", 2, default);

        Assert.All(await Store.ListAsync(Tenant, "report", default), version => Assert.Equal(ToolState.Deprecated, version.State));
    }

    [Fact]
    public async Task Judge_AVersionThatMostlyWorks_LeavesIt()
    {
        await PublishedAsync("e1");
        await new ToolUseStore(Database).AddAsync(Tenant, [("report", 1, new(10, 5, 10, _time.GetUtcNow()))], default);

        await new ToolDemotion(Store, Options.Create(new ToolsOptions())).JudgeAsync(Tenant, "report", 1, default);

        Assert.Equal(ToolState.Published, (await Store.FindAsync(Tenant, "e1", default))!.State);
    }

    private async Task<ToolVersion> PublishedAsync(string executionId)
    {
        var version = await AddAsync(executionId, "SELECT 1");
        await Store.ReportAsync(Tenant, version, Report(passed: true), default);
        Assert.True(await Store.MoveAsync(Tenant, version, ToolState.Tested, ToolState.AwaitingApproval, null, default));
        Assert.True(await Store.PublishAsync(Tenant, version, ToolState.AwaitingApproval, default));
        return version;
    }

    private Task<ToolVersion> AddAsync(string executionId, string sql) => Store.AddAsync(
        Tenant, executionId, "report", "toolsmith", "A report.", new() { Kind = ToolKind.Statement, Source = "default", Sql = sql }, default);

    private static ToolReport Report(bool passed) => new(passed, false, [passed ? "Case 1: 1 rows." : "Case 1: no."], System.Collections.Immutable.ImmutableDictionary<string, string>.Empty);
}
