using System.ComponentModel.DataAnnotations;

namespace AgentCluster.Execution.Budgets;

/// <summary>How much agents may propose to change before a human looks after them. Reads are bounded by the gateway and the sandbox.</summary>
public sealed class BudgetOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "AgentCluster:Budgets";

    /// <summary>Most changes that one agent proposes with one tool within a minute; default 60, 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int ChangesPerMinute { get; set; } = 60;

    /// <summary>Most changes that all agents of a tenant propose within an hour; default 3,000, 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int TenantChangesPerHour { get; set; } = 3_000;

    /// <summary>Most rows that one agent changes within an hour; default 100,000, at least 1.</summary>
    [Range(1, long.MaxValue)]
    public long RowsPerHour { get; set; } = 100_000;

    /// <summary>Most rows that all agents of a tenant change within an hour; default 1,000,000, at least 1.</summary>
    [Range(1, long.MaxValue)]
    public long TenantRowsPerHour { get; set; } = 1_000_000;

    /// <summary>How often a run may make the same call; default 3, 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int RepeatsPerRun { get; set; } = 3;
}
