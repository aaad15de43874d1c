using AgentCluster.Execution;
using AgentCluster.Execution.Audit;
using AgentCluster.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class AuditGrainTests : IAsyncLifetime
{
    private const string Tenant = "local";

    private readonly TemporaryFolder _folder = new();
    private TestCluster _cluster = null!;

    private IAuditGrain Audit => _cluster.Grains.GetGrain<IAuditGrain>(Tenant);

    private ISafetyGrain Safety => _cluster.Grains.GetGrain<ISafetyGrain>(Tenant);

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(
        TestData.PathOf("geography.sqlite"),
        services => services.Configure<AuditOptions>(options => (options.Directory, options.Key) = (_folder.Path, Convert.ToBase64String(new byte[32]))));

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Started_NewRows_AreSealedAndSignedByTheClock()
    {
        await Audit.StartAsync();
        await Safety.FreezeAsync(true, "r", "key-1");
        await Safety.FreezeAsync(false, null, "key-1");

        await Eventually.GetAsync(
            () =>
            {
                _cluster.Time.Advance(TimeSpan.FromSeconds(1));
                return _cluster.Services.GetRequiredService<HeadFile>().ReadAsync(Tenant, default);
            },
            heads => heads.LastOrDefault()?.Head.Seq == 2);
    }

    [Fact]
    public async Task List_Committed_IsThereAtOnceAndInPages()
    {
        foreach (var frozen in new[] { true, false, true })
        {
            await Safety.FreezeAsync(frozen, null, "key-1");
        }

        var first = (await Audit.ListAsync(new() { Limit = 2 })).Value!;
        var second = (await Audit.ListAsync(new() { Limit = 2, Cursor = first.Next })).Value!;

        Assert.Equal(["frozen", "thawed"], first.Items.Select(record => record.Event));
        Assert.Equal(["frozen"], second.Items.Select(record => record.Event));
        Assert.Null(second.Next);
        Assert.Equal("cursor", (await Audit.ListAsync(new() { Cursor = "x" })).Problem!.Field);
        var verification = await Audit.VerifyAsync();
        Assert.Equal((true, 3L), (verification.Intact, verification.VerifiedTo));
    }

    [Fact]
    public async Task Policy_Unconfigured_IsTheBuiltInOne() => Assert.Contains("ManyRows", (await Safety.PolicyAsync()).Rules.Keys);
}
