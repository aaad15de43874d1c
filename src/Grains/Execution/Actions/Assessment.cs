using System.Collections.Immutable;
using AgentCluster.Execution.Policy;

namespace AgentCluster.Execution.Actions;

/// <summary>What was found out of a proposal before anything is done: by the engine, by a preview, and by the policy.</summary>
internal sealed record Assessment
{
    /// <summary>What the engine said of its statement; null when it has none.</summary>
    public Inspection? Inspection { get; init; }

    /// <summary>What it would change; null where nothing can be told.</summary>
    public Preview? Preview { get; init; }

    /// <summary>What the policy said.</summary>
    public required PolicyDecision Decision { get; init; }

    /// <summary>Whether it changes nothing.</summary>
    public required bool IsRead { get; init; }

    /// <summary>Why it is not simply done: the policy's reasons, then the engine's.</summary>
    public ImmutableArray<string> Reasons => IsRead && Decision.Answer == PolicyAnswer.Run ? [] : [.. Decision.Reasons, .. Inspection?.Reasons ?? []];
}
