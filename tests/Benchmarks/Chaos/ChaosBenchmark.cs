using System.Net.Http.Json;
using System.Text.Json;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Processes;

namespace AgentCluster.Benchmarks.Chaos;

/// <summary>
/// Silos and gateways as real processes against one throw-away PostgreSQL (fsync off: what crashes are processes, not the machine), asked
/// by many clients while nothing, and then while something goes wrong; what was acknowledged is looked up in the database at the end.
/// </summary>
internal static class ChaosBenchmark
{
    private const int Silos = 3;
    private const int Gateways = 2;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(ChaosOptions options, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(options.Logs);
        Console.WriteLine($"{options.Scenario}: seed {options.Seed}, {options.Clients} clients, logs in {options.Logs}");
        var source = folder.File("source.db");
        ChaosSource.Create(source);
        var database = await ChaosDatabase.LaunchAsync();
        await using var cluster = new ProcessCluster(database.Silo, source, options.Logs, options.Programs);
        for (var i = 0; i < (options.Scenario == ChaosScenario.Scale ? 1 : Silos); i++)
        {
            cluster.AddSilo();
        }

        for (var i = 0; i < Gateways; i++)
        {
            cluster.AddGateway();
        }

        await cluster.ReadyAsync(cancellationToken);
        using var gateways = new Balancer(cluster.Gateways);
        var agents = await AgentsAsync(gateways.Next(new Random(options.Seed)), cancellationToken);
        var warm = new ChaosLog();
        await AskAsync(options, gateways, agents, warm, token => Task.Delay(WarmUp, token), cancellationToken);
        var calm = new ChaosLog();
        var calmEnd = await AskAsync(options, gateways, agents, calm, token => Task.Delay(Calm, token), cancellationToken);

        var log = new ChaosLog();
        var faults = new Faults(options, database, cluster, log, new Random(options.Seed));
        var end = await AskAsync(options, gateways, agents, log, faults.MakeAsync, cancellationToken);
        var verified = await Verification.ReadAsync(database, [warm, calm, log]);
        return ChaosReport.Print(options, log, end, calm.LongestGaps(calmEnd)[0], faults, verified) ? 0 : 1;
    }

    /// <summary>Asks with every client while something else is done; when that was done.</summary>
    private static async Task<TimeSpan> AskAsync(
        ChaosOptions options, Balancer gateways, List<string> agents, ChaosLog log, Func<CancellationToken, Task> meanwhile, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var clients = Enumerable.Range(0, options.Clients)
            .Select(number => Task.Run(() => new ChaosClient(number, gateways, agents, log, options.Pause, new Random(options.Seed + number)).RunAsync(stop.Token), CancellationToken.None))
            .ToList();
        clients.Add(gateways.WatchAsync(stop.Token));
        await meanwhile(cancellationToken);
        var end = log.Now;
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        return end;
    }

    private static async Task<List<string>> AgentsAsync(HttpClient gateway, CancellationToken cancellationToken)
    {
        var agents = await gateway.GetFromJsonAsync<JsonElement>("/v1/agents", cancellationToken);
        return [.. agents.GetProperty("items").EnumerateArray().Select(agent => agent.GetProperty("id").GetString()!)];
    }
}
