using System.Collections.Immutable;
using AgentCluster.Agents;

namespace AgentCluster.Execution.Policy;

/// <summary>What is known of an action when the policy is asked. All of it was found out by us; nothing is an author's claim.</summary>
internal sealed record PolicyFacts
{
    /// <summary>What it has an effect on.</summary>
    public required ActionEffect Effect { get; init; }

    /// <summary>What the engine says of its statement; null where it has none.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Kind of the statement as the inspection names it, or null.</summary>
    public string? Kind { get; init; }

    /// <summary>Rows it would change, counted or estimated; null where nobody can tell.</summary>
    public long? Rows { get; init; }

    /// <summary>Whether <see cref="Rows"/> were counted.</summary>
    public bool IsExact { get; init; }

    /// <summary>What it touches or sends.</summary>
    public ImmutableArray<DataClass> DataClasses { get; init; } = [];

    /// <summary>What SQL the agent may propose; null for a client that acts for itself.</summary>
    public SqlTier? Tier { get; init; }

    /// <summary>Whether the run has read text that nobody vouches for.</summary>
    public bool Untrusted { get; init; }

    /// <summary>Whether its tool is typed and changes at most one row by its key.</summary>
    public bool Bounded { get; init; }

    /// <summary>Whether its source may be written at all.</summary>
    public bool SourceWritable { get; init; }
}
