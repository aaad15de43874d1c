using AgentCluster.Silo.Hosting;

namespace AgentCluster.Silo.Commands;

/// <summary>Migrates the databases of a data directory that nobody uses.</summary>
internal static class MigrateCommand
{
    public static int Run(ClusterSettings settings)
    {
        var data = DataDirectory.Open(settings.DataDirectory);
        using var instance = InstanceLock.Take(data);
        data.Migrate();
        Console.Out.WriteLine($"The databases in {data.Path} have the current schema.");
        return 0;
    }
}
