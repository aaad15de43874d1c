using System.ComponentModel.DataAnnotations;

namespace AgentCluster.Execution.Policy;

/// <summary>
/// The policy table. A row of the configuration that has the name of a built-in one changes the fields it gives; any other is added to them.
/// </summary>
public sealed class PolicyOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "AgentCluster:Policy";

    /// <summary>Rows by name; built in are those of <see cref="BuiltInPolicy"/>.</summary>
    public IDictionary<string, PolicyRule> Rules { get; } = BuiltInPolicy.Rules();

    /// <summary>
    /// Up to which risk a change of exactly one row by its key, made by a typed tool, runs without a human.
    /// Default: never.
    /// </summary>
    public Risk? UnapprovedUpTo { get; set; }

    /// <summary>How many people approve what is critical; default 2, 1 to 10.</summary>
    [Range(1, 10)]
    public int CriticalQuorum { get; set; } = 2;
}
