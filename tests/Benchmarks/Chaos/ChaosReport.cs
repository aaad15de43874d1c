using System.Globalization;

namespace AgentCluster.Benchmarks.Chaos;

/// <summary>The figures of a measurement beside their floors.</summary>
internal static class ChaosReport
{
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(5);
    private const double MostErrors = 0.03;
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(25);
    private const int FewestAgentsASilo = 3;
    private const int GapsShown = 8;

    /// <summary>Prints the table; whether every floor was kept.</summary>
    public static bool Print(
        ChaosOptions options, ChaosLog log, TimeSpan end, (TimeSpan Length, string Agent, TimeSpan At) calm, Faults faults, Verification verified)
    {
        var errors = log.Count(CallOutcome.Retryable) + log.Count(CallOutcome.Failed);
        var share = (double)errors / log.Calls;
        var gaps = log.LongestGaps(end);
        var gap = gaps[0].Length;
        List<(string What, string Value, bool? Kept)> lines =
        [
            ("questions asked / calls", $"{log.Issued.Count} / {log.Calls} ({log.Answers / end.TotalSeconds:0} answers/s)", null),
            ("faults made", $"{faults.Made}", faults.Made > 0),
            ("acknowledged before they had ended", $"{log.AcknowledgedRunning}", log.AcknowledgedRunning > 0),
            ("acknowledged, not completed", $"{verified.Incomplete} of {log.Acknowledged.Count}", verified.Incomplete == 0),
            ("answered twice", $"{verified.Repeated}", verified.Repeated == 0),
            ("counted by their agent", $"{verified.Counted} of {verified.Rows}", verified.Counted == verified.Rows),
            ("failed calls", string.Create(CultureInfo.InvariantCulture, $"{errors} ({share:P2})"), ErrorFloor(options.Scenario, errors, share)),
            ("errors that say nothing of a repetition", $"{log.Count(CallOutcome.Failed)}", log.Count(CallOutcome.Failed) == 0),
            ("fewest answers of an agent", $"{log.FewestAnswers()}", log.FewestAnswers() > 0),
            ("longest gap with nothing wrong", $"{calm.Length.TotalSeconds:0.0} s", null),
            ("longest gap of an agent", $"{gap.TotalSeconds:0.0} s ({gap / calm.Length:0.0}x)", GapFloor(options.Scenario) is { } floor ? gap <= floor : null),
        ];
        if (options.Scenario == ChaosScenario.Database)
        {
            lines.Add(("recovery after the database's return", $"{faults.Recovery.TotalSeconds:0.0} s", faults.Recovery <= LongestRecovery));
        }

        if (options.Scenario == ChaosScenario.Scale)
        {
            lines.Add(("agents by silo", string.Join(", ", faults.Spread.Values), faults.Spread.Count == 3 && faults.Spread.Values.Min() >= FewestAgentsASilo));
        }

        if (options.Scenario is ChaosScenario.Term or ChaosScenario.GatewayTerm or ChaosScenario.Scale)
        {
            var stops = faults.Stops;
            var longest = stops.Select(stop => stop.AfterTerm!.Value).DefaultIfEmpty().Max();
            lines.Add(("stops / ended well / longest", $"{faults.Made} / {stops.Count(stop => stop.Code == 0)} / {longest.TotalSeconds:0.0} s",
                stops.Count == faults.Made && stops.All(stop => stop.Code == 0) && longest <= LongestStop));
        }

        foreach (var (detail, count) in log.Errors())
        {
            Console.WriteLine($"  {count,5} x {detail}");
        }

        foreach (var (length, agent, at) in gaps.Take(GapsShown))
        {
            Console.WriteLine($"{at.TotalSeconds,7:0.0} s  {agent} gave no answer for {length.TotalSeconds:0.0} s");
        }

        foreach (var (what, value, kept) in lines)
        {
            Console.WriteLine($"| {options.Scenario,-11} | {what,-40} | {value,-45} | {(kept is null ? "" : kept.Value ? "kept" : "MISSED"),-6} |");
        }

        return lines.TrueForAll(line => line.Kept != false);
    }

    private static bool? ErrorFloor(ChaosScenario scenario, int errors, double share) => scenario switch
    {
        ChaosScenario.Kill or ChaosScenario.Pause => share <= MostErrors,
        ChaosScenario.Term or ChaosScenario.GatewayTerm or ChaosScenario.Scale => errors == 0,
        _ => null,
    };

    private static TimeSpan? GapFloor(ChaosScenario scenario) => scenario switch
    {
        ChaosScenario.Kill => TimeSpan.FromSeconds(10),
        ChaosScenario.Term or ChaosScenario.GatewayTerm => TimeSpan.FromSeconds(2),
        _ => null,
    };
}
