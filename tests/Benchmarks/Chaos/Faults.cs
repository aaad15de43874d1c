using AgentCluster.TestKit.Processes;

namespace AgentCluster.Benchmarks.Chaos;

/// <summary>Makes the faults of a scenario, one after the other.</summary>
internal sealed class Faults(ChaosOptions options, ChaosDatabase database, ProcessCluster cluster, ChaosLog log, Random random)
{
    private const int Restarts = 10;
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(20);

    /// <summary>Faults that were really made.</summary>
    public int Made { get; private set; }

    /// <summary>How the processes that were told to stop ended.</summary>
    public IReadOnlyList<ProcessExit> Stops => [.. cluster.Silos.Concat(cluster.Gateways).SelectMany(process => process.Exits).Where(exit => exit.AfterTerm is not null)];

    /// <summary>How long each client at most waited for an answer after the database had come back.</summary>
    public TimeSpan Recovery { get; private set; }

    /// <summary>Activations of agents by silo while the most silos ran.</summary>
    public IReadOnlyDictionary<string, int> Spread { get; private set; } = new Dictionary<string, int>();

    public Task MakeAsync(CancellationToken cancellationToken) => options.Scenario switch
    {
        ChaosScenario.Kill => RepeatAsync(() => HitAsync(cluster.Silos, "KILL"), cancellationToken),
        ChaosScenario.Term => RepeatAsync(() => HitAsync(cluster.Silos, "TERM"), cancellationToken),
        ChaosScenario.GatewayTerm => RepeatAsync(() => HitAsync(cluster.Gateways, "TERM"), cancellationToken),
        ChaosScenario.Pause => RepeatAsync(() => PauseAsync(cancellationToken), cancellationToken),
        ChaosScenario.Database => RestartDatabaseAsync(cancellationToken),
        _ => ScaleAsync(cancellationToken),
    };

    private async Task RepeatAsync(Func<Task> fault, CancellationToken cancellationToken)
    {
        var start = log.Now;
        while (log.Now - start < options.Length)
        {
            await fault();
            await Task.Delay(options.Every, cancellationToken);

            // One at a time: on a slow machine a process may take longer than that to come back.
            await cluster.ReadyAsync(cancellationToken);
        }
    }

    private async Task HitAsync(IReadOnlyList<SupervisedProcess> processes, string signal)
    {
        var process = processes[random.Next(processes.Count)];
        Say($"SIG{signal} to {process.Name}");
        Made += await process.SignalAsync(signal) ? 1 : 0;
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        var silo = cluster.Silos[random.Next(cluster.Silos.Count)];
        Say($"{silo.Name} stands still");
        Made += await silo.SignalAsync("STOP") ? 1 : 0;
        await Task.Delay(Standstill, cancellationToken);
        await silo.SignalAsync("CONT");
        Say($"{silo.Name} goes on");
    }

    private async Task RestartDatabaseAsync(CancellationToken cancellationToken)
    {
        for (var restart = 1; restart <= Restarts; restart++)
        {
            await BreakDatabaseAsync(TimeSpan.Zero, cancellationToken);
        }

        await BreakDatabaseAsync(Away, cancellationToken);
    }

    private async Task BreakDatabaseAsync(TimeSpan away, CancellationToken cancellationToken)
    {
        await database.Server.CrashAsync();
        Made++;
        await Task.Delay(away, cancellationToken);
        await database.Server.StartAsync();
        var back = log.Now;
        await Task.Delay(options.Every, cancellationToken);
        var recovery = log.Recovery(back, options.Clients);
        Say($"PostgreSQL came back after {away.TotalSeconds:0} s away; the last client had an answer {recovery.TotalSeconds:0.0} s later");
        Recovery = recovery > Recovery ? recovery : Recovery;
    }

    private async Task ScaleAsync(CancellationToken cancellationToken)
    {
        var third = options.Length / 3;
        await Task.Delay(third, cancellationToken);
        Say("two silos are added");
        await Task.WhenAll(cluster.AddSilo().ReadyAsync(cancellationToken), cluster.AddSilo().ReadyAsync(cancellationToken));
        await Task.Delay(third, cancellationToken);
        Spread = await AgentSpread.ReadAsync(database.Silo, cancellationToken);
        foreach (var silo in cluster.Silos.Take(2))
        {
            Say($"{silo.Name} is stopped");
            await silo.StopAsync();
            Made++;
        }

        await Task.Delay(third, cancellationToken);
    }

    private void Say(string what) => Console.WriteLine($"{log.Now.TotalSeconds,7:0.0} s  {what}");
}
