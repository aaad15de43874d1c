using System.Collections.Immutable;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Memory;

namespace AgentCluster.Reasoning.Local;

/// <summary>What the model loop hands to the local planner beside the messages; language models never see it.</summary>
internal sealed record PlannerContext
{
    /// <summary>Key in the chat options' additional properties.</summary>
    public const string Key = "agentcluster.planner";

    public required SourceKey Source { get; init; }

    public required string Question { get; init; }

    /// <summary>Set when the asker's words leaned on an earlier question; <see cref="Question"/> is then what they mean by themselves.</summary>
    public StandaloneQuestion? Standalone { get; init; }

    public required Catalog Catalog { get; init; }

    public ImmutableArray<RecalledMemory> Memories { get; init; } = [];

    public string? TimeZone { get; init; }

    /// <summary>Who may act with which tool; null where nobody acts.</summary>
    public Abilities? Abilities { get; init; }

    /// <summary>Made at the first call of a run and kept for the calls after it.</summary>
    public Plan? Plan { get; set; }
}
