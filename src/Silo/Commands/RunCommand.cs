using AgentCluster.Silo.Hosting;

namespace AgentCluster.Silo.Commands;

/// <summary>Runs the embedded cluster until it is told to stop.</summary>
internal static class RunCommand
{
    public static async Task<int> RunAsync(ClusterSettings settings, CancellationToken cancellationToken)
    {
        await using var cluster = await EmbeddedCluster.StartAsync(settings, cancellationToken);
        await Console.Out.WriteLineAsync(Banner.Of(cluster));
        await cluster.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
