using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.TestKit;
using AgentCluster.Tools;
using AgentCluster.Tools.SelfMade;
using AgentCluster.Tools.Statistics;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Grains.Tests.Tools;

/// <summary>The real tools over a discovered shop; what they propose is written down and not done.</summary>
public sealed class ToolBench : IAsyncLifetime, IDisposable
{
    private readonly ShopFile _shop = new();

    internal TestCluster Cluster { get; private set; } = null!;

    internal RecordedActions Actions { get; private set; } = null!;

    internal ToolCalls Calls { get; private set; } = null!;

    internal ToolVersionStore Versions => Cluster.Services.GetRequiredService<ToolVersionStore>();

    public async Task InitializeAsync()
    {
        Cluster = await TestCluster.StartAsync(
            _shop.Path, services => services.Configure<SourcesOptions>(options => options.Sources[SourceKey.DefaultSource].Writable = true));
        var run = await Cluster.Grains.GetGrain<IDiscoveryGrain>("local/default").RunAsync();
        Assert.True(run.Succeeded, run.Problem?.Message);
        Actions = new(Cluster.Grains);
        var services = Cluster.Services;
        Calls = new(
            services.GetRequiredService<ToolCatalog>(), services.GetRequiredService<ToolGrants>(), services.GetRequiredService<ToolUses>(), Actions, Cluster.Time);
    }

    public async Task DisposeAsync() => await Cluster.DisposeAsync();

    public void Dispose() => _shop.Dispose();

    internal Task<Outcome<ActionOutcome>> CallAsync(string tool, string arguments, string agent = "api", int depth = 0, string? id = null) =>
        Calls.InvokeAsync("local", Call(tool, arguments, agent, depth, id), default);

    internal static ToolInvocation Call(string tool, string arguments, string agent = "api", int depth = 0, string? id = null) => new()
    {
        Tool = tool,
        Agent = agent,
        Source = SourceKey.DefaultSource,
        Arguments = arguments,
        RequestedBy = "local",
        ExecutionId = id ?? Guid.NewGuid().ToString("N"),
        Depth = depth,
    };
}
