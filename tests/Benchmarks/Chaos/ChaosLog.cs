using System.Collections.Concurrent;
using System.Diagnostics;

namespace AgentCluster.Benchmarks.Chaos;

/// <summary>What the clients saw, with the time since the start of the measurement.</summary>
internal sealed class ChaosLog
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ConcurrentQueue<(CallOutcome Outcome, string Detail, TimeSpan At)> _calls = new();
    private readonly ConcurrentQueue<(string Agent, int Client, TimeSpan At)> _answers = new();
    private readonly ConcurrentDictionary<string, string> _acknowledged = new();
    private int _contradictions;
    private int _issued;

    public TimeSpan Now => _clock.Elapsed;

    public int Issued => _issued;

    public int Calls => _calls.Count;

    /// <summary>Keys that were acknowledged with two different interactions.</summary>
    public int Contradictions => _contradictions;

    /// <summary>Ids of the interactions that were acknowledged, by the key that began them.</summary>
    public IReadOnlyDictionary<string, string> Acknowledged => _acknowledged;

    public int Answers => _answers.Count;

    public void Issue() => Interlocked.Increment(ref _issued);

    public void Call(CallOutcome outcome, string detail) => _calls.Enqueue((outcome, detail, Now));

    public void Acknowledge(string key, string interaction)
    {
        if (_acknowledged.GetOrAdd(key, interaction) != interaction)
        {
            Interlocked.Increment(ref _contradictions);
        }
    }

    public void Answer(string agent, int client) => _answers.Enqueue((agent, client, Now));

    public int Count(CallOutcome outcome) => _calls.Count(call => call.Outcome == outcome);

    /// <summary>Errors by what they said, the most frequent first.</summary>
    public IEnumerable<(string Detail, int Count)> Errors() => _calls
        .Where(call => call.Outcome is CallOutcome.Retryable or CallOutcome.Failed or CallOutcome.Closed)
        .GroupBy(call => $"{call.Outcome}: {call.Detail}")
        .Select(group => (group.Key, group.Count()))
        .OrderByDescending(error => error.Item2);

    /// <summary>The longest time that some agent gave no answer, from the first answer of all to <paramref name="end"/>.</summary>
    public (TimeSpan Gap, string Agent, TimeSpan At) LongestGap(TimeSpan end)
    {
        var start = _answers.Min(answer => answer.At);
        return _answers.GroupBy(answer => answer.Agent)
            .Select(group => (Times: group.Select(answer => answer.At).Where(at => at < end).Append(start).Append(end).Order().ToList(), group.Key))
            .SelectMany(agent => agent.Times.Zip(agent.Times.Skip(1), (before, after) => (Gap: after - before, agent.Key, before)))
            .Max();
    }

    /// <summary>How long after an instant the last client had an answer again.</summary>
    public TimeSpan Recovery(TimeSpan from) => _answers.Where(answer => answer.At > from)
        .GroupBy(answer => answer.Client)
        .Max(group => group.Min(answer => answer.At)) - from;
}
