namespace AgentCluster.Execution.Budgets;

/// <summary>An action that is about to be proposed, as far as budgets look at it.</summary>
internal sealed record ActionUse
{
    /// <summary>Tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>The present.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The action.</summary>
    public required ActionProposal Proposal { get; init; }

    /// <summary>Whether it only reads.</summary>
    public required bool IsRead { get; init; }

    /// <summary>Rows it would change, or null where nobody can tell.</summary>
    public long? Rows { get; init; }
}
