using System.Diagnostics;
using System.Text.Json;

namespace AgentCluster.Benchmarks.Actions;

/// <summary>
/// Kills the process while approved actions are being done, at random moments, until enough died between their approval and the commit in the
/// source, and enough between that commit and the acknowledgement; then counts the effects in the source. Fails when one is missing or doubled.
/// </summary>
internal static class ActionsBenchmark
{
    private const int Together = 20;
    private const int MostRounds = 200;

    public static async Task<int> RunAsync(int each, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("agentcluster-actions-").FullName;
        var (data, source) = (Path.Combine(folder, "data"), Path.Combine(folder, "source.db"));
        ActionsSource.Create(source, MostRounds * Together);
        var (beforeCommit, afterCommit, acknowledged, rounds) = (0, 0, new HashSet<string>(), 0);
        var longest = TimeSpan.FromSeconds(3);
        for (; rounds < MostRounds && (beforeCommit < each || afterCommit < each); rounds++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var process = await ActionsProcess.StartAsync(data, source, rounds * Together + 1, Together);
            var (answered, took) = await ApproveAndKillAsync(process, random.NextDouble() * longest);
            acknowledged.UnionWith(answered);
            longest = took is { } whole ? whole : longest;
            var (effects, requests) = (ActionsSource.Effects(source), ActionsSource.Requests(Path.Combine(data, "platform.db")));
            var died = Enumerable.Range(rounds * Together + 1, Together).Select(ActionsSource.IdOf).Where(id => !acknowledged.Contains(id)).ToList();
            beforeCommit += died.Count(id => !effects.ContainsKey(id) && requests[id] is "approved" or "executing");
            afterCommit += died.Count(effects.ContainsKey);
        }

        return await JudgeAsync(data, source, acknowledged, $"{rounds} kills (seed {seed}): {beforeCommit} actions died between approval and commit, {afterCommit} between commit and acknowledgement.");
    }

    /// <summary>Approves everything at once and kills after a while; the actions acknowledged, and how long all took if they ended before.</summary>
    private static async Task<(IEnumerable<string> Acknowledged, TimeSpan? Took)> ApproveAndKillAsync(ActionsProcess process, TimeSpan delay)
    {
        var pending = await process.PendingAsync();
        var started = Stopwatch.StartNew();
        var decisions = pending.Select(request => (Action: request.GetProperty("executionId").GetString()!, Done: process.ApproveAsync(request))).ToList();
        var all = Task.WhenAll(decisions.Select(decision => decision.Done));
        TimeSpan? took = await Task.WhenAny(all, Task.Delay(delay)) == all ? started.Elapsed : null;
        await process.KillAsync();
        await all;
        return (decisions.Where(decision => decision.Done.Result).Select(decision => decision.Action), took);
    }

    private static async Task<int> JudgeAsync(string data, string source, HashSet<string> acknowledged, string summary)
    {
        using var process = await ActionsProcess.StartAsync(data, source, 0, 0);
        var platform = Path.Combine(data, "platform.db");
        var patience = Stopwatch.StartNew();
        while (ActionsSource.Requests(platform).Values.Any(status => status is "approved" or "executing") && patience.Elapsed < TimeSpan.FromMinutes(2))
        {
            await Task.Delay(500);
        }

        var verification = await process.VerifyAsync();
        await process.KillAsync();
        var (effects, requests) = (ActionsSource.Effects(source), ActionsSource.Requests(platform));
        var executed = requests.Where(request => request.Value == "executed").Select(request => request.Key).ToList();
        var faults = executed.Where(id => effects.GetValueOrDefault(id) != 1)
            .Concat(effects.Where(effect => effect.Value != 1 || requests[effect.Key] != "executed").Select(effect => effect.Key))
            .Concat(acknowledged.Except(executed))
            .Concat(requests.Where(request => request.Value is not ("executed" or "pending")).Select(request => request.Key))
            .Distinct().ToList();
        await Console.Out.WriteLineAsync(summary);
        await Console.Out.WriteLineAsync($"{executed.Count} actions executed, {effects.Values.Sum()} effects in the source, {acknowledged.Count} acknowledged, {faults.Count} not exactly once: {string.Join(", ", faults.Take(5))}");
        await Console.Out.WriteLineAsync($"Chain: {JsonSerializer.Serialize(verification)}");
        return faults.Count == 0 ? 0 : 1;
    }
}
