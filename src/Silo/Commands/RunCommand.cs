using AgentCluster.Silo.Hosting;

namespace AgentCluster.Silo.Commands;

/// <summary>Runs the embedded cluster, or with PostgreSQL as platform database one silo of many, until it is told to stop.</summary>
internal static class RunCommand
{
    public static Task<int> RunAsync(ClusterSettings settings, CancellationToken cancellationToken)
    {
        var storage = StorageOptions.Of(settings.Configuration);
        return storage.Provider == StorageProvider.Postgres ? RunSiloAsync(settings, storage, cancellationToken) : RunEmbeddedAsync(settings, cancellationToken);
    }

    private static async Task<int> RunEmbeddedAsync(ClusterSettings settings, CancellationToken cancellationToken)
    {
        await using var cluster = await EmbeddedCluster.StartAsync(settings, cancellationToken);
        await Console.Out.WriteLineAsync(Banner.Of(cluster));
        await cluster.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static async Task<int> RunSiloAsync(ClusterSettings settings, StorageOptions storage, CancellationToken cancellationToken)
    {
        if (settings.SourcePath is not null)
        {
            throw new AgentClusterException("--source is for the embedded cluster; a silo of a cluster knows its sources by AgentCluster:Sources or PUT /v1/sources.");
        }

        await using var app = ClusterHost.Build(settings, storage);
        await app.StartAsync(cancellationToken);
        await Console.Out.WriteLineAsync($"AgentCluster silo is ready; probes at {settings.Url}/health/ready.");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
