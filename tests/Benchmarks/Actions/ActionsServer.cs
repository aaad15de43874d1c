using AgentCluster.Execution;
using AgentCluster.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Benchmarks.Actions;

/// <summary>The embedded cluster, which files some actions of its own before it says where it answers.</summary>
internal static class ActionsServer
{
    public static async Task<int> RunAsync(string data, int first, int count, CancellationToken cancellationToken)
    {
        IGrainFactory? grains = null;
        var settings = ClusterSettings.Load(data, "http://127.0.0.1:0", source: null);
        await using var cluster = await EmbeddedCluster.StartAsync(settings, cancellationToken, app => grains = app.Services.GetRequiredService<IGrainFactory>());
        await Task.WhenAll(Enumerable.Range(first, count).Select(id => FileAsync(grains!, id, cancellationToken)));
        await Console.Out.WriteLineAsync(cluster.Url);
        await cluster.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static async Task FileAsync(IGrainFactory grains, int id, CancellationToken cancellationToken)
    {
        var filed = await grains.GetGrain<IActionGrain>($"local/{ActionsSource.IdOf(id)}").ProposeAsync(ActionsSource.Proposal(id), cancellationToken);
        if (filed.Value?.Status != ExecutionStatus.AwaitingApproval)
        {
            throw new InvalidOperationException($"Action {id} was not filed: {filed.Problem?.Message ?? filed.Value?.Problem?.Message}");
        }
    }
}
