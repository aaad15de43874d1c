using System.Collections.Immutable;

namespace AgentCluster.Execution;

/// <summary>The policy in force: the built-in table with what the configuration changed.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Execution.PolicyView")]
public sealed record PolicyView
{
    /// <summary>Rows by name; the highest risk of those that match counts.</summary>
    [Id(0)]
    public required ImmutableSortedDictionary<string, PolicyRule> Rules { get; init; }

    /// <summary>Up to which risk a change of one row by its key, made by a typed tool, runs without a human; null for never.</summary>
    [Id(1)]
    public Risk? UnapprovedUpTo { get; init; }

    /// <summary>How many people approve what is critical; one person does otherwise.</summary>
    [Id(2)]
    public required int CriticalQuorum { get; init; }
}
