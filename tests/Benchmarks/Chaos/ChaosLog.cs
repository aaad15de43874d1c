using System.Collections.Concurrent;
using System.Diagnostics;

namespace AgentCluster.Benchmarks.Chaos;

/// <summary>What the clients saw, with the time since the start of the measurement.</summary>
internal sealed class ChaosLog
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ConcurrentQueue<(CallOutcome Outcome, string Detail, TimeSpan At)> _calls = new();
    private readonly ConcurrentQueue<(string Key, string Agent, int Client, TimeSpan At)> _answers = new();
    private readonly ConcurrentDictionary<string, string> _acknowledged = new();
    private readonly ConcurrentDictionary<string, (string Agent, TimeSpan At)> _issued = new();
    private int _contradictions;
    private int _running;

    public TimeSpan Now => _clock.Elapsed;

    /// <summary>Agents by the key of the question that they were asked, and when that was.</summary>
    public IReadOnlyDictionary<string, (string Agent, TimeSpan At)> Issued => _issued;

    public int Calls => _calls.Count;

    /// <summary>Keys that were acknowledged with two different interactions.</summary>
    public int Contradictions => _contradictions;

    /// <summary>Ids of the interactions that were acknowledged, by the key that began them.</summary>
    public IReadOnlyDictionary<string, string> Acknowledged => _acknowledged;

    /// <summary>How many were acknowledged before they had ended.</summary>
    public int AcknowledgedRunning => _running;

    public int Answers => _answers.Count;

    public void Issue(string key, string agent) => _issued.TryAdd(key, (agent, Now));

    public void Call(CallOutcome outcome, string detail) => _calls.Enqueue((outcome, detail, Now));

    public void Acknowledge(string key, string interaction, bool isRunning)
    {
        if (_acknowledged.TryAdd(key, interaction))
        {
            Interlocked.Add(ref _running, isRunning ? 1 : 0);
        }
        else if (_acknowledged[key] != interaction)
        {
            Interlocked.Increment(ref _contradictions);
        }
    }

    public void Answer(string key, int client) => _answers.Enqueue((key, _issued[key].Agent, client, Now));

    public int Count(CallOutcome outcome) => _calls.Count(call => call.Outcome == outcome);

    /// <summary>Errors by what they said, the most frequent first.</summary>
    public IEnumerable<(string Detail, int Count)> Errors() => _calls
        .Where(call => call.Outcome is CallOutcome.Retryable or CallOutcome.Failed)
        .GroupBy(call => $"{call.Outcome}: {call.Detail}")
        .Select(group => (group.Key, group.Count()))
        .OrderByDescending(error => error.Item2);

    /// <summary>The fewest answers that an agent gave of those that were asked.</summary>
    public int FewestAnswers() => Agents().Min(agent => _answers.Count(answer => answer.Agent == agent));

    /// <summary>Times in which somebody waited for an agent and nobody had its answer, longest first, from the first answer of all to <paramref name="end"/>.</summary>
    public List<(TimeSpan Length, string Agent, TimeSpan At)> LongestGaps(TimeSpan end)
    {
        var start = _answers.Select(answer => answer.At).DefaultIfEmpty().Min();
        var answered = _answers.ToDictionary(answer => answer.Key, answer => answer.At);
        return
        [
            .. _issued
                .Select(issue => (issue.Value.Agent, Asked: issue.Value.At, Ended: answered.TryGetValue(issue.Key, out var at) && at < end ? at : end))
                .GroupBy(question => question.Agent)
                .SelectMany(agent => Waits(agent.Key, [.. agent.Select(question => (question.Asked, question.Ended))], start))
                .OrderDescending(),
        ];
    }

    private static IEnumerable<(TimeSpan Length, string Agent, TimeSpan At)> Waits(string agent, List<(TimeSpan Asked, TimeSpan Ended)> questions, TimeSpan start)
    {
        var last = start;
        foreach (var (ended, first) in questions
            .Select(question => question.Ended)
            .Distinct()
            .Order()
            .Select(ended => (ended, questions.Where(question => question.Ended >= ended).Min(question => question.Asked))))
        {
            var from = first > last ? first : last;
            yield return (ended - from, agent, from);
            last = ended;
        }
    }

    /// <summary>How long after an instant the last client had an answer again; for a client that has none yet, until now at least.</summary>
    public TimeSpan Recovery(TimeSpan from, int clients)
    {
        var first = _answers.Where(answer => answer.At > from).GroupBy(answer => answer.Client).Select(group => group.Min(answer => answer.At)).ToList();
        return (first.Count < clients ? Now : first.Max()) - from;
    }

    private IEnumerable<string> Agents() => _issued.Values.Select(issue => issue.Agent).Distinct();
}
