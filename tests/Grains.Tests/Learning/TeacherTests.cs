using System.Collections.Immutable;
using AgentCluster.Discovery;
using AgentCluster.Learning;
using AgentCluster.Memory;
using AgentCluster.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Grains.Tests.Learning;

public sealed class TeacherTests : IAsyncLifetime
{
    private static readonly ImmutableArray<SqlExample> Examples =
    [
        new() { Question = "How many lengthy rivers are there?", Sql = "SELECT COUNT(*) FROM river WHERE length > 1000" },
        new() { Question = "Count the lengthy rivers", Sql = "SELECT COUNT(*) FROM river WHERE length > 1000" },
    ];

    private TestCluster _cluster = null!;

    private Memories Memories => _cluster.Services.GetRequiredService<Memories>();

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync(TestData.PathOf("geography.sqlite"));
        await _cluster.Grains.GetGrain<IDiscoveryGrain>("local/default").RunAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Teach_AgainAfterACrashBetweenStoringAndStudying_LearnsTheWords()
    {
        await Memories.StoreAsync("local", [.. Examples.Select(Stored)]);

        var taught = await _cluster.Grains.GetGrain<ITeacherGrain>("local").TeachAsync(new() { Examples = Examples });

        Assert.All(taught.Value, item => Assert.Equal("rejected", item.Status));
        var words = await Memories.RecallAsync("local", new() { Source = "default", Kinds = [MemoryKinds.Synonym] });
        Assert.Contains("lengthy", words.Items.Select(found => found.Item.Subject));
    }

    private static MemoryDraft Stored(SqlExample example) => new()
    {
        Source = "default",
        Kind = MemoryKinds.SqlExample,
        Subject = example.Question,
        Content = example.Sql,
        Trust = MemoryTrust.Verified,
        Provenance = "api",
        UniqueKey = ExampleKey.Of(example.Question),
    };
}
