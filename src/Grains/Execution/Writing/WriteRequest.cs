using System.Collections.Immutable;

namespace AgentCluster.Execution.Writing;

/// <summary>A statement that a human or the policy let through, with what it may do at most.</summary>
internal sealed record WriteRequest
{
    /// <summary>Execution id: key of its row in the source's ledger.</summary>
    public required string ActionId { get; init; }

    /// <summary>One statement.</summary>
    public required string Sql { get; init; }

    /// <summary>Values of its parameters.</summary>
    public ImmutableArray<StatementParameter> Parameters { get; init; } = [];

    /// <summary>Rows it was approved to change, or null where nobody could tell.</summary>
    public long? ExpectedRows { get; init; }

    /// <summary>By how much the rows may differ, as a share of <see cref="ExpectedRows"/>; 0 for not at all.</summary>
    public double Tolerance { get; init; }

    /// <summary>SHA-256 over the rows as they were when they were shown (<see cref="RowImages.Digest"/>), or null; another one now means stale.</summary>
    public string? RowsDigest { get; init; }

    /// <summary>Columns whose new values it binds, or null.</summary>
    public ImmutableArray<string>? BoundResults { get; init; }

    /// <summary>Fingerprint of what it touches as it was when it was shown; another one now means stale.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The mildest verdict that was approved; a harsher one now means stale.</summary>
    public required Verdict Verdict { get; init; }
}
