using AgentCluster.Execution;
using AgentCluster.Interactions;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Storage.Tests.Interactions;

/// <summary>What every backend of the interactions promises.</summary>
public abstract class InteractionStoreContract
{
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));

    protected abstract IInteractionStore Store { get; }

    [Fact]
    public async Task Insert_TheSameIdTwice_KeepsTheFirst()
    {
        Assert.True(await Store.InsertAsync("t", Received("a", "first"), default));
        Assert.False(await Store.InsertAsync("t", Received("a", "second"), default));

        Assert.Equal("first", (await Store.ReadAsync("t", "a", default))!.Interaction.Question);
    }

    [Fact]
    public async Task Update_WithAnOldVersion_ChangesNothing()
    {
        await Store.InsertAsync("t", Received("a", "q"), default);
        Assert.True(await Store.UpdateAsync("t", 1, Ended("a", "right"), default));

        Assert.False(await Store.UpdateAsync("t", 1, Ended("a", "wrong"), default));

        var stored = await Store.ReadAsync("t", "a", default);
        Assert.Equal((2, "right"), (stored!.Version, stored.Interaction.Answer));
    }

    [Fact]
    public async Task Read_WhatWasWritten_IsTheSame()
    {
        await Store.InsertAsync("t", Received("a", "q"), default);
        var ended = Ended("a", "it is so") with
        {
            Result = new ResultSet { Columns = ["n"], ColumnTypes = ["integer"], RowsJson = "[[1]]", RowCount = 1, Truncated = true },
            Assumptions = ["one", "two"],
            StandaloneQuestion = "what it meant",
            Fixes = [new StatementFix { Failed = "SELECT 0", Error = "no such column", Fixed = "SELECT 1" }],
            Error = new InteractionError { Code = "c", Message = "m", Transient = true },
            Feedback = new Feedback { Verdict = FeedbackVerdict.Incorrect, CorrectedSql = "SELECT 1", Comment = "no" },
        };
        await Store.UpdateAsync("t", 1, ended, default);

        var read = (await Store.ReadAsync("t", "a", default))!.Interaction;

        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(ended), System.Text.Json.JsonSerializer.Serialize(read));
    }

    [Fact]
    public async Task Read_FromAnotherTenant_FindsNothing()
    {
        await Store.InsertAsync("t", Received("a", "q"), default);

        Assert.Null(await Store.ReadAsync("other", "a", default));
        Assert.Empty((await Store.ListAsync("other", new InteractionQuery(), default)).Value!.Items);
    }

    [Fact]
    public async Task List_InPages_VisitsEveryInteractionOnceNewestFirst()
    {
        foreach (var i in Enumerable.Range(0, 25))
        {
            await Store.InsertAsync("t", Received($"{i:00}", $"q{i}") with { CreatedAt = Time.GetUtcNow().AddSeconds(i / 2) }, default);
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await Store.ListAsync("t", new InteractionQuery { Limit = 7, Cursor = cursor }, default)).Value!;
            seen.AddRange(page.Items.Select(item => item.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(i => $"{i:00}"), seen);
    }

    [Fact]
    public async Task List_WithFilters_KeepsWhatFits()
    {
        await Store.InsertAsync("t", Received("a", "q") with { Agent = "x", ConversationId = "c" }, default);
        await Store.InsertAsync("t", Received("b", "q") with { Agent = "y" }, default);

        Assert.Equal("a", Assert.Single((await Store.ListAsync("t", new() { Agent = "x" }, default)).Value!.Items).Id);
        Assert.Equal("a", Assert.Single((await Store.ListAsync("t", new() { ConversationId = "c" }, default)).Value!.Items).Id);
        Assert.Empty((await Store.ListAsync("t", new() { Status = InteractionStatus.Failed }, default)).Value!.Items);
        Assert.Empty((await Store.ListAsync("t", new() { Since = Time.GetUtcNow().AddHours(1) }, default)).Value!.Items);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData(".")]
    [InlineData("12")]
    public async Task List_WithAForeignCursor_NamesTheField(string cursor) =>
        Assert.Equal("cursor", (await Store.ListAsync("t", new() { Cursor = cursor }, default)).Problem?.Field);

    [Fact]
    public async Task Unlearned_EndedInteractions_WaitUntilMarkedAndAgainAfterAChange()
    {
        await Store.InsertAsync("t", Received("a", "q") with { Agent = "x" }, default);
        Assert.Empty(await Store.UnlearnedAsync("t", "x", 10, default));
        await Store.UpdateAsync("t", 1, Ended("a", "done") with { Agent = "x" }, default);

        var queued = await Store.UnlearnedAsync("t", "x", 10, default);
        Assert.Equal("x", Assert.Single(await Store.AgentsToLearnAsync("t", default)));
        await Store.MarkLearnedAsync("t", queued, default);
        Assert.Empty(await Store.UnlearnedAsync("t", "x", 10, default));

        await Store.UpdateAsync("t", 2, Ended("a", "done") with { Agent = "x", Feedback = new() { Verdict = FeedbackVerdict.Correct } }, default);
        Assert.Single(await Store.UnlearnedAsync("t", "x", 10, default));
    }

    [Fact]
    public async Task MarkLearned_ARowThatChangedMeanwhile_StaysQueued()
    {
        await Store.InsertAsync("t", Received("a", "q") with { Agent = "x" }, default);
        await Store.UpdateAsync("t", 1, Ended("a", "done") with { Agent = "x" }, default);
        var queued = await Store.UnlearnedAsync("t", "x", 10, default);
        await Store.UpdateAsync("t", 2, Ended("a", "other") with { Agent = "x" }, default);

        await Store.MarkLearnedAsync("t", queued, default);

        Assert.Single(await Store.UnlearnedAsync("t", "x", 10, default));
    }

    [Fact]
    public async Task Unfinished_AfterAReopen_ListsRunningOnes()
    {
        await Store.InsertAsync("t", Received("a", "q"), default);
        await Store.InsertAsync("t", Received("b", "q"), default);
        await Store.UpdateAsync("t", 1, Ended("b", "done"), default);
        await ReopenAsync();

        Assert.Equal("a", Assert.Single(await Store.UnfinishedAsync("t", default)));
    }

    [Fact]
    public async Task Ended_InPages_ListsEveryEndedOneOnceNewestFirst()
    {
        var begun = Time.GetUtcNow();
        foreach (var id in (string[])["a", "b", "c", "d", "e"])
        {
            await Store.InsertAsync("t", Received(id, "q") with { Agent = "x", Source = id == "e" ? "other" : "default" }, default);
            await Store.UpdateAsync("t", 1, Ended(id, "done") with { Agent = "x", Feedback = id == "b" ? new() { Verdict = FeedbackVerdict.Correct } : null }, default);

            // Two of the same instant: the page boundary must not lose one.
            Time.Advance(TimeSpan.FromMinutes(id == "b" ? 0 : 1));
        }

        await Store.InsertAsync("t", Received("f", "still running"), default);
        var first = await Store.EndedAsync("t", "default", begun.AddMinutes(1), null, 2, default);
        var second = await Store.EndedAsync("t", "default", begun.AddMinutes(1), first[^1], 2, default);

        Assert.Equal(["d", "c", "b"], first.Concat(second).Select(asked => asked.Id));
        Assert.Equal(5, (await Store.EndedAsync("t", null, begun, null, 10, default)).Length);
        Assert.Empty(await Store.EndedAsync("u", null, begun, null, 10, default));
        Assert.Equal(
            new PastQuestion("b", "x", "default", "q", "SELECT 1", InteractionStatus.Completed, 0.5, FeedbackVerdict.Correct, begun.AddMinutes(1)), second[0]);
    }

    protected abstract Task ReopenAsync();

    private Interaction Received(string id, string question) => new()
    {
        Id = id,
        Status = InteractionStatus.Running,
        Question = question,
        Source = "default",
        CreatedAt = Time.GetUtcNow(),
        Steps = [new InteractionStep { At = Time.GetUtcNow(), Kind = "received", Summary = "s", DurationMs = 1.5 }],
    };

    private Interaction Ended(string id, string answer) =>
        Received(id, "q") with { Status = InteractionStatus.Completed, Answer = answer, EndedAt = Time.GetUtcNow(), Sql = "SELECT 1", Confidence = 0.5 };
}
