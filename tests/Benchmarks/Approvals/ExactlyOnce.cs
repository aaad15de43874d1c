namespace AgentCluster.Benchmarks.Approvals;

/// <summary>What must hold of requests when all has come to rest.</summary>
internal static class ExactlyOnce
{
    /// <summary>Says what came of the requests; what broke a promise, one sentence each.</summary>
    public static List<string> Judge(IReadOnlyCollection<FiledRequest> filed, List<StandingRequest> requests, Dictionary<int, int> effects)
    {
        var standing = requests.ToDictionary(request => request.Id);
        var faults = new List<string>();
        foreach (var lost in filed.Where(request => !standing.ContainsKey(request.Id)))
        {
            faults.Add($"action {lost.Action}: its request is lost");
        }

        foreach (var request in requests)
        {
            var done = effects.GetValueOrDefault(request.Action);
            var expected = request.Status == "executed" ? 1 : 0;
            var approved = request.Decisions.Contains("approve");
            if (request.IsOpen)
            {
                faults.Add($"action {request.Action}: stuck at {request.Status}");
            }
            else if (done != expected && request.Status != "outcomeUnknown")
            {
                faults.Add($"action {request.Action}: {request.Status}, and {done} effects");
            }

            if (request.Decisions.Count > 1 || (request.Status is "executed" or "failed" or "stale" or "outcomeUnknown") != approved || (request.Status == "rejected") != request.Decisions.Contains("reject"))
            {
                faults.Add($"action {request.Action}: {request.Status} after {string.Join(", ", request.Decisions)}");
            }
        }

        Console.WriteLine($"{filed.Count} requests: {string.Join(", ", requests.GroupBy(request => request.Status).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}"))}; {effects.Values.Sum()} effects in the source; {faults.Count} faults");
        Console.Write(string.Concat(faults.Take(10).Select(fault => fault + "\n")));
        return faults;
    }
}
