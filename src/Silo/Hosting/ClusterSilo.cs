using AgentCluster.Tenancy;
using Orleans.Configuration;

namespace AgentCluster.Silo.Hosting;

/// <summary>The Orleans silo of a cluster: membership, grain state and reminders by the ADO.NET providers on PostgreSQL, with our own statements.</summary>
internal static class ClusterSilo
{
    private const string Invariant = "Npgsql";

    public static void Configure(ISiloBuilder silo, MembershipOptions membership, ClusterPools pools)
    {
        silo.ConfigureEndpoints(membership.ParseAddress(), membership.SiloPort, membership.GatewayPort, listenOnAnyHostAddress: true);
        silo.Configure<Orleans.Configuration.SiloOptions>(options => options.SiloName = membership.Name);
        silo.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (ClusterNames.ServiceId, membership.ClusterId));
        silo.UseAdoNetClustering(options => (options.Invariant, options.DataSource) = (Invariant, pools.Membership));
        silo.UsePostgresState(pools.State);
        silo.Configure<ClusterMembershipOptions>(Tune);
        silo.Configure<SiloMessagingOptions>(messaging => (messaging.CancelRequestOnTimeout, messaging.ResponseTimeout) = (true, TimeSpan.FromSeconds(30)));
        silo.AddActivityPropagation();
    }

    // Decision 0010: a dead silo is noticed within seconds at the price of more probes.
    private static void Tune(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.NumMissedProbesLimit = 2;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
        options.DefunctSiloExpiration = TimeSpan.FromDays(1);
    }
}
