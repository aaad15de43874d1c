using System.Net;
using System.Net.Sockets;
using AgentCluster.Client.Console;
using AgentCluster.Storage;
using AgentCluster.Tenancy;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Storage;

namespace AgentCluster.Silo.Hosting;

/// <summary>The Orleans silo of the embedded cluster: grain state and reminders by the ADO.NET providers on SQLite, with our own statements.</summary>
internal static class EmbeddedSilo
{
    private const string ClusterId = "embedded";

    // The providers map this name to Microsoft.Data.Sqlite.
    private const string SqliteInvariant = "System.Data.SQLite";

    public static void Configure(ISiloBuilder silo, DataDirectory data)
    {
        var (siloPort, gatewayPort) = FreePorts();
        silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: ClusterNames.ServiceId, clusterId: ClusterId);
        silo.UseSqliteState(data.OrleansFile);
        silo.Configure<SiloMessagingOptions>(messaging => messaging.CancelRequestOnTimeout = true);
        silo.AddIncomingGrainCallFilter<StorageFaults>();
        silo.AddDashboard(GrainDashboard.Configure);
        silo.AddActivityPropagation();
    }

    /// <summary>Grain state and reminders in a migrated SQLite file.</summary>
    public static void UseSqliteState(this ISiloBuilder silo, string file)
    {
        var connectionString = SqlitePlatform.ConnectionStringOf(file);
        silo.Services.AddSingleton<SystemTextJsonGrainStorageSerializer>();
        silo.AddAdoNetGrainStorageAsDefault(options => options.Configure<SystemTextJsonGrainStorageSerializer>((storage, serializer) =>
        {
            storage.Invariant = SqliteInvariant;
            storage.ConnectionString = connectionString;
            storage.GrainStorageSerializer = serializer;
        }));
        silo.UseAdoNetReminderService(options =>
        {
            options.Invariant = SqliteInvariant;
            options.ConnectionString = connectionString;
        });
    }

    /// <summary>Two ports that are free now, so that clusters with data directories of their own run side by side.</summary>
    private static (int Silo, int Gateway) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
