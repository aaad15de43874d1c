namespace AgentCluster.Benchmarks.Approvals;

/// <summary>
/// kill -9 of a silo at every named point between a request's filing and the end of its action, several times each; the sessions that it
/// leaves behind commit what they have been told to or are broken, in turn. Fails when an effect is missing or doubled.
/// </summary>
internal static class CrashPoints
{
    private const int Together = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(int each, string logs, CancellationToken cancellationToken)
    {
        await using var cluster = await ApprovalsCluster.StartAsync(
            1, CrashPoint.All.Count * each * Together, logs,
            new() { ["AgentCluster__Approvals__Timeout"] = "06:00:00" }, cancellationToken);
        var (filed, missed) = (new List<FiledRequest>(), 0);
        foreach (var point in CrashPoint.All)
        {
            var held = 0;
            for (var kill = 0; kill < each; kill++)
            {
                var actions = Enumerable.Range(filed.Count + 1, Together).ToArray();
                held += await KillAsync(cluster, point, actions, breaking: kill % 2 == 0, filed, cancellationToken) ? 1 : 0;
            }

            missed += each - held;
            Console.WriteLine($"{point.Name}: {held} of {each} kills while somebody was held there");
        }

        var settled = await cluster.SettledAsync(TimeSpan.FromMinutes(3), cancellationToken);
        return ExactlyOnce.Judge(filed, settled, await cluster.Counter.EffectsAsync()).Count + missed == 0 ? 0 : 1;
    }

    /// <summary>Brings some actions to the point, kills the silo there, and sees them through after its restart; whether somebody was held.</summary>
    private static async Task<bool> KillAsync(ApprovalsCluster cluster, CrashPoint point, int[] actions, bool breaking, List<FiledRequest> filed, CancellationToken cancellationToken)
    {
        var database = point.InSource ? cluster.Counter.Admin : cluster.Database.Admin;
        var requests = new List<FiledRequest>();
        if (point.Step == CrashStep.Decide)
        {
            requests.AddRange(await Task.WhenAll(actions.Select(action => cluster.FileAsync(action, cancellationToken))));
        }

        await using var gate = await Gate.CloseAsync(point, database, actions);
        using var killed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task calls = point.Step == CrashStep.File
            ? Task.WhenAll(actions.Select(action => cluster.FileAsync(action, killed.Token)))
            : Task.WhenAll(requests.Select(request => cluster.DecideAsync(request, Decision(request.Action), killed.Token)));
        var held = await gate.HoldsAsync(Patience, cancellationToken);
        await cluster.Processes.Silos[0].SignalAsync("KILL");
        await killed.CancelAsync();
        await calls.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await gate.OpenAsync(breaking);
        await cluster.Processes.Silos[0].NotReadyAsync(cancellationToken);
        await cluster.Processes.ReadyAsync(cancellationToken);
        if (point.Step == CrashStep.File)
        {
            // Who asked asks again, by another call; what was filed already is the same request.
            requests.AddRange(await Task.WhenAll(actions.Select(action => cluster.FileAsync(action, cancellationToken))));
        }

        filed.AddRange(requests);
        await SeeThroughAsync(cluster, requests, cancellationToken);
        return held;
    }

    /// <summary>Decides what the crash left undecided, as people do who see it still waiting.</summary>
    private static async Task SeeThroughAsync(ApprovalsCluster cluster, List<FiledRequest> requests, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var known = requests.ToDictionary(request => request.Id);
        while (TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            var open = (await cluster.RequestsAsync()).Where(request => request.IsOpen && known.ContainsKey(request.Id)).ToList();
            if (open.Count == 0)
            {
                return;
            }

            await Task.WhenAll(open.Where(request => request.Status == "pending").Select(request => cluster.DecideAsync(known[request.Id], Decision(request.Action), cancellationToken)));
            await Task.Delay(200, cancellationToken);
        }
    }

    private static string Decision(int action) => action % Together == 0 ? "reject" : "approve";
}
