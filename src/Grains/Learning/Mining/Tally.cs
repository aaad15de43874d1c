using System.Collections.Immutable;
using AgentCluster.Interactions;

namespace AgentCluster.Learning;

/// <summary>How often something was seen, when, and in which interactions. Interactions come newest first.</summary>
internal sealed class Tally
{
    private const int MostEvidence = 5;

    private readonly List<string> _evidence = [];
    private readonly Dictionary<string, int> _agents = new(StringComparer.Ordinal);

    public int Support { get; private set; }

    public DateTimeOffset FirstSeen { get; private set; }

    public DateTimeOffset LastSeen { get; private set; }

    public HashSet<DateOnly> Days { get; } = [];

    public string? Agent => _agents.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key).FirstOrDefault();

    public ImmutableArray<string> Evidence => [.. _evidence];

    public void Add(PastQuestion asked)
    {
        LastSeen = Support++ == 0 ? asked.AskedAt : LastSeen;
        FirstSeen = asked.AskedAt;
        Days.Add(DateOnly.FromDateTime(asked.AskedAt.UtcDateTime));
        if (_evidence.Count < MostEvidence)
        {
            _evidence.Add(asked.Id);
        }

        if (asked.Agent is { } agent)
        {
            _agents[agent] = _agents.GetValueOrDefault(agent) + 1;
        }
    }
}
