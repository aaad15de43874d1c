using System.Collections.Immutable;

namespace AgentCluster.Learning;

/// <summary>Examples to learn.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Learning.TeachRequest")]
public sealed record TeachRequest
{
    /// <summary>Source the statements run on.</summary>
    [Id(0)]
    public string Source { get; init; } = "default";

    /// <summary>The agent that keeps them to itself, or null to share them with the tenant.</summary>
    [Id(1)]
    public string? Agent { get; init; }

    /// <summary>1 to 1,000 examples.</summary>
    [Id(2)]
    public ImmutableArray<SqlExample> Examples { get; init; } = [];

    /// <summary>Names the request: a repetition has the result of the first. Null for one that is never repeated.</summary>
    [Id(3)]
    public string? Operation { get; init; }
}
