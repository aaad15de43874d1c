namespace AgentCluster.Benchmarks.Approvals;

/// <summary>
/// Every request is decided by many callbacks at once, approving and rejecting, some just when it expires, while silos are killed and the
/// database crashes; fails when one has not exactly one decision or its effect not exactly once.
/// </summary>
internal static class CallbackStorm
{
    private const int Batches = 10;
    private const int Callbacks = 20;
    private const int CrashAt = 4;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(int count, int seed, string logs, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        await using var clickers = await Clickers.StartAsync();
        await using var cluster = await ApprovalsCluster.StartAsync(2, count, logs, new(clickers.Settings) { ["AgentCluster__Approvals__Timeout"] = Timeout.ToString("c") }, cancellationToken);
        await Clickers.AdmitAsync(cluster.Http, cancellationToken);
        var (filed, kills, counted) = (new List<FiledRequest>(), 0, 0);
        for (var batch = 0; batch < Batches; batch++)
        {
            var requests = await FileAsync(cluster, Enumerable.Range((batch * count / Batches) + 1, count / Batches), cancellationToken);
            filed.AddRange(requests);
            var shown = await ShownAsync(cluster, clickers, requests, cancellationToken);
            var storm = requests.Select(request => StormAsync(cluster, clickers, request, random.Next(3) == 0, new Random(random.Next()), cancellationToken)).ToList();
            await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * 3), cancellationToken);
            if (batch == CrashAt)
            {
                await cluster.Database.Server.CrashAsync();
                await cluster.Database.Server.StartAsync();
            }
            else if (batch < Batches - 1)
            {
                kills += await cluster.Processes.Silos[random.Next(2)].SignalAsync("KILL") ? 1 : 0;
            }

            counted += (await Task.WhenAll(storm)).Sum();
            await cluster.Processes.ReadyAsync(cancellationToken);
            Console.WriteLine($"batch {batch + 1}: {requests.Count} requests decided, {shown} of them shown in Slack and Telegram");
        }

        Console.WriteLine($"{kills} silos killed, the database crashed once; {count * Callbacks} callbacks, {counted} by HTTP said that they count");
        var settled = await cluster.SettledAsync(Timeout + TimeSpan.FromMinutes(3), cancellationToken);
        return ExactlyOnce.Judge(filed, settled, await cluster.Counter.EffectsAsync()).Count == 0 && counted <= count ? 0 : 1;
    }

    private static async Task<List<FiledRequest>> FileAsync(ApprovalsCluster cluster, IEnumerable<int> actions, CancellationToken cancellationToken)
    {
        var filed = new System.Collections.Concurrent.ConcurrentBag<FiledRequest>();
        await Parallel.ForEachAsync(
            actions,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (action, token) => filed.Add(await cluster.FileAsync(action, token)));
        return [.. filed];
    }

    /// <summary>Waits a while for the messages; how many requests have theirs.</summary>
    private static async Task<int> ShownAsync(ApprovalsCluster cluster, Clickers clickers, List<FiledRequest> requests, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var shown = await clickers.LookAsync(cluster.Database.Admin, requests);
        while (shown < requests.Count && TimeProvider.System.GetElapsedTime(started) < Timeout / 4)
        {
            await Task.Delay(250, cancellationToken);
            shown = await clickers.LookAsync(cluster.Database.Admin, requests);
        }

        return shown;
    }

    /// <summary>All callbacks of a request at once; how many were told that they count.</summary>
    private static async Task<int> StormAsync(ApprovalsCluster cluster, Clickers clickers, FiledRequest request, bool atExpiry, Random random, CancellationToken cancellationToken)
    {
        if (atExpiry && request.ExpiresAt - DateTimeOffset.UtcNow - Around is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, cancellationToken);
        }

        var decided = await Task.WhenAll(Enumerable.Range(0, Callbacks).Select(async _ =>
        {
            await Task.Delay(atExpiry ? Around * 2 * random.NextDouble() : TimeSpan.Zero, cancellationToken);
            var approve = random.Next(2) == 0;
            if (random.Next(3) is var channel and < 2)
            {
                await clickers.ClickAsync(cluster.Http, channel == 0 ? "slack" : "telegram", request, approve);
                return false;
            }

            return await cluster.DecideAsync(request, approve ? "approve" : "reject", cancellationToken);
        }));
        return decided.Count(counts => counts);
    }
}
