namespace AgentCluster.Agents;

/// <summary>What an agent has done since it was first asked.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Agents.AgentCounters")]
public sealed record AgentCounters
{
    /// <summary>Questions that ended, whatever the outcome.</summary>
    [Id(0)]
    public long Asked { get; init; }

    /// <summary>Questions answered with a statement that ran.</summary>
    [Id(1)]
    public long Answered { get; init; }

    /// <summary>Questions it could not answer.</summary>
    [Id(2)]
    public long Unanswered { get; init; }

    /// <summary>Questions that ended in an error.</summary>
    [Id(3)]
    public long Failed { get; init; }

    /// <summary>Answers that a person confirmed.</summary>
    [Id(4)]
    public long Confirmed { get; init; }

    /// <summary>Answers that a person called wrong.</summary>
    [Id(5)]
    public long Refuted { get; init; }
}
