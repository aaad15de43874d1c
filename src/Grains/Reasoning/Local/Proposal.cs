using System.Collections.Immutable;
using AgentCluster.Memory;

namespace AgentCluster.Reasoning.Local;

/// <summary>A statement the planner would run, with what it rests on.</summary>
internal sealed record Proposal
{
    public required string Sql { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>How it came about, one line for a person.</summary>
    public required string Summary { get; init; }

    public ImmutableArray<string> Assumptions { get; init; } = [];

    public ImmutableArray<MemoryUse> Memories { get; init; } = [];

    /// <summary>What a row of the result is, for the sentence of the answer; empty when unknown.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Conditions in words, for the sentence of the answer.</summary>
    public string Narrowing { get; init; } = "";

    /// <summary>Whether it is the statement of another question, filled with the values of this one.</summary>
    public bool IsFilled { get; init; }

    /// <summary>Whether the asker wrote the statement.</summary>
    public bool IsVerbatim { get; init; }
}
