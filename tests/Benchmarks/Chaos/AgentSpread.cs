using AgentCluster.Agents;
using AgentCluster.Tenancy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime;

namespace AgentCluster.Benchmarks.Chaos;

/// <summary>Asks the cluster where its agents are.</summary>
internal static class AgentSpread
{
    /// <summary>Activations of agents by silo, those with none included.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> ReadAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var membership = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = "agentcluster,public" });
        using var host = new HostBuilder().UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (ClusterNames.ServiceId, ClusterNames.DefaultClusterId));
            client.UseAdoNetClustering(options => (options.Invariant, options.DataSource) = ("Npgsql", membership));
        }).Build();
        await host.StartAsync(cancellationToken);
        var management = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        var spread = (await management.GetHosts(onlyActive: true, cancellationToken)).Keys.ToDictionary(silo => silo.ToString(), _ => 0);
        foreach (var agent in await management.GetDetailedGrainStatistics(null, null, cancellationToken))
        {
            if (agent.GrainType.Split(',')[0].EndsWith(nameof(IAgentGrain)[1..], StringComparison.Ordinal))
            {
                spread[agent.SiloAddress.ToString()]++;
            }
        }

        await host.StopAsync(cancellationToken);
        return spread;
    }
}
