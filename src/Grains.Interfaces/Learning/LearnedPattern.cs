using System.Collections.Immutable;

namespace AgentCluster.Learning;

/// <summary>Something that recurs in what was asked and run.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Learning.LearnedPattern")]
public sealed record LearnedPattern
{
    /// <summary>Id of the memory that keeps it.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>One of <see cref="PatternKinds"/>.</summary>
    [Id(1)]
    public required string Kind { get; init; }

    /// <summary>The question, pair of columns, filter or table.</summary>
    [Id(2)]
    public required string Subject { get; init; }

    /// <summary>The pattern in one plain sentence.</summary>
    [Id(3)]
    public required string Sentence { get; init; }

    /// <summary>In how many interactions of the last thirty days it was seen.</summary>
    [Id(4)]
    public required int Support { get; init; }

    /// <summary>
    /// 0 to 1, the share of its occasions on which it was seen: of the days on which anything was asked since the question first was; of the
    /// statements that read both tables, or the filter's table; of all statements.
    /// </summary>
    [Id(5)]
    public required double Confidence { get; init; }

    /// <summary>The first time within the last thirty days.</summary>
    [Id(6)]
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>The last time.</summary>
    [Id(7)]
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>Ids of interactions that show it, newest first, at most five.</summary>
    [Id(8)]
    public ImmutableArray<string> Evidence { get; init; } = [];

    /// <summary>The agent that a routine question mostly went to, or null.</summary>
    [Id(9)]
    public string? Agent { get; init; }

    /// <summary>When a routine question usually comes, such as <c>every Monday</c>, or null when it keeps no rhythm.</summary>
    [Id(10)]
    public string? Rhythm { get; init; }
}
