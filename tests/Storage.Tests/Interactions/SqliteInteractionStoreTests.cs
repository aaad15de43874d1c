using AgentCluster.Interactions;
using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Interactions;

public sealed class SqliteInteractionStoreTests : InteractionStoreContract, IAsyncLifetime
{
    private readonly TestPlatform _platform = new();

    protected override IInteractionStore Store => new InteractionStore(_platform.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    [Theory]
    [InlineData(true, false, "ix_interaction_ended (tenant=? AND source=? AND created_at>?)")]
    [InlineData(true, true, "ix_interaction_ended (tenant=? AND source=? AND created_at>? AND (created_at,id)<(?,?))")]
    [InlineData(false, false, "ix_interaction_newest (tenant=? AND created_at>?)")]
    [InlineData(false, true, "ix_interaction_newest (tenant=? AND created_at>? AND (created_at,id)<(?,?))")]
    public async Task Ended_WhateverIsAsked_IsASearchInAnIndexWithoutASort(bool ofSource, bool older, string search)
    {
        var plan = await _platform.Database.ReadAsync(
            connection => connection.Query(
                row => row.GetString(3), $"EXPLAIN QUERY PLAN {InteractionStore.Ended(ofSource, older)}",
                ("@tenant", "t"), ("@source", "s"), ("@since", 1), ("@before", 2), ("@beforeId", "a"), ("@limit", 10)),
            default);

        Assert.EndsWith(search, Assert.Single(plan), StringComparison.Ordinal);
    }

    protected override Task ReopenAsync() => _platform.ReopenAsync();
}
