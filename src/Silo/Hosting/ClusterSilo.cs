using AgentCluster.Client.Console;
using AgentCluster.Tenancy;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Serialization;

namespace AgentCluster.Silo.Hosting;

/// <summary>The Orleans silo of a cluster: membership, grain state and reminders by the ADO.NET providers on PostgreSQL, with our own statements.</summary>
internal static class ClusterSilo
{
    private const string Invariant = "Npgsql";

    // A stream of events gives a sign of life after half of this, which has to come before the gateways' own timeout (3 s) is over.
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(5);

    public static void Configure(ISiloBuilder silo, MembershipOptions membership, ClusterPools pools)
    {
        // Whoever reaches these ports is believed: they are open at the advertised address and nowhere else.
        silo.ConfigureEndpoints(membership.ParseAddress(), membership.SiloPort, membership.GatewayPort, listenOnAnyHostAddress: false);
        silo.Configure<Orleans.Configuration.SiloOptions>(options => options.SiloName = membership.Name);
        silo.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (ClusterNames.ServiceId, membership.ClusterId));
        silo.UseAdoNetClustering(options => (options.Invariant, options.DataSource) = (Invariant, pools.Membership));
        silo.UsePostgresState(pools.State);
        silo.Configure<ClusterMembershipOptions>(Tune);
        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            (messaging.CancelRequestOnTimeout, messaging.ResponseTimeout) = (true, ResponseTimeout);

            // Decision 14 bounds what gateways let through; this keeps a grain that hangs from gathering callers until memory is full.
            messaging.MaxEnqueuedRequestsHardLimit = 5_000;
        });
        silo.AddIncomingGrainCallFilter<StorageFaults>();

        // What reading an activation's state threw reaches callers inside the cluster as it is; without this, as an unknown codec.
        silo.Services.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add("Npgsql"));
        silo.AddActivityPropagation();
        silo.AddDashboard(GrainDashboard.Configure);
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
