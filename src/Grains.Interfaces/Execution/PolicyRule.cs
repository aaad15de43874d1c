using AgentCluster.Agents;

namespace AgentCluster.Execution;

/// <summary>
/// One row of the policy table. It matches a change when every condition that is given holds; the risk of a change is the highest of all rows
/// that match, so that the order of rows means nothing and a row that is added makes nothing milder. Reads match no row.
/// </summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Execution.PolicyRule")]
public sealed record PolicyRule
{
    /// <summary>Only this kind of effect, or null for any.</summary>
    [Id(0)]
    public ActionEffect? Effect { get; init; }

    /// <summary>Only verdicts at least as harsh, or null for any. Taking back counts as <see cref="Execution.Verdict.Write"/>; a message has none.</summary>
    [Id(1)]
    public Verdict? Verdict { get; init; }

    /// <summary>Only statements of these kinds: globs separated by commas, such as <c>update, drop *</c>; null for any.</summary>
    [Id(2)]
    public string? Kinds { get; init; }

    /// <summary>Only changes of at least so many rows, or null for any. What nobody could count or estimate is below every number; <see cref="Exact"/> finds it.</summary>
    [Id(3)]
    public long? MinRows { get; init; }

    /// <summary>Only changes whose rows were counted (true) or not (false), or null for any.</summary>
    [Id(4)]
    public bool? Exact { get; init; }

    /// <summary>Only changes that touch or send such data, or null for any.</summary>
    [Id(5)]
    public DataClass? DataClass { get; init; }

    /// <summary>Only agents of this tier, or null for anybody.</summary>
    [Id(6)]
    public SqlTier? Tier { get; init; }

    /// <summary>The least risk of what matches.</summary>
    [Id(7)]
    public Risk Risk { get; init; }

    /// <summary>Whether what matches is refused whatever a human says.</summary>
    [Id(8)]
    public bool Refuse { get; init; }

    /// <summary>Why, one sentence for whoever decides.</summary>
    [Id(9)]
    public string Reason { get; init; } = "";
}
