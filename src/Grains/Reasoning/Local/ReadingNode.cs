using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>A set of rows the question speaks of, and how it hangs on the one before.</summary>
internal sealed class ReadingNode(RowSet rows, ReadingNode? parent, ImmutableArray<JoinHop> path)
{
    public RowSet Rows { get; } = rows;

    public ReadingNode? Parent { get; } = parent;

    /// <summary>From the parent's table to this one; empty for the first.</summary>
    public ImmutableArray<JoinHop> Path { get; } = path;

    /// <summary>Whether the question named its table.</summary>
    public bool IsMentioned { get; set; }

    /// <summary>The condition that ties it to its parent, or null.</summary>
    public RelatedCondition? Tie { get; set; }
}
