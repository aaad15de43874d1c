using AgentCluster.Silo.Hosting;

namespace AgentCluster.Silo.Commands;

/// <summary>Reaches the cluster that runs on a data directory, or starts one for as long as a command takes.</summary>
internal static class RunningCluster
{
    /// <summary>Environment variable with the API key that commands send once keys were issued.</summary>
    public const string KeyVariable = "AGENTCLUSTER_API_KEY";

    // Longer than the longest wait that a request may ask for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(330);

    public static async Task<int> UseAsync(
        ClusterSettings settings, Func<HttpClient, CancellationToken, Task<int>> command, CancellationToken cancellationToken)
    {
        if (InstanceLock.RunningUrl(DataDirectory.Open(settings.DataDirectory)) is { } url)
        {
            if (settings.SourcePath is not null)
            {
                throw new AgentClusterException($"A cluster runs on this data directory already ({url}) with the source it was started with; leave out --source, or give another --data.");
            }

            return await CallAsync(url, command, cancellationToken);
        }

        await using var cluster = await EmbeddedCluster.StartAsync(settings with { Url = "http://127.0.0.1:0", GrpcUrl = null }, cancellationToken);
        return await CallAsync(cluster.Url, command, cancellationToken);
    }

    private static async Task<int> CallAsync(string url, Func<HttpClient, CancellationToken, Task<int>> command, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = new Uri(url), Timeout = Patience };
        if (Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        }

        try
        {
            return await command(client, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw new AgentClusterException($"The cluster at {url} does not answer: {failure.Message}", isTransient: true, failure);
        }
    }
}
