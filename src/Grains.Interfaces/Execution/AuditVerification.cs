namespace AgentCluster.Execution;

/// <summary>Whether the log is what was written.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Execution.AuditVerification")]
public sealed record AuditVerification
{
    /// <summary>Whether every link holds, and every signed head is still there.</summary>
    [Id(0)]
    public required bool Intact { get; init; }

    /// <summary>The last row up to which every link holds; 0 for none.</summary>
    [Id(1)]
    public required long VerifiedTo { get; init; }

    /// <summary>The last row whose hash was signed outside the database, or null where heads are not signed: then a cut or rewritten end cannot be told.</summary>
    [Id(2)]
    public long? SignedTo { get; init; }

    /// <summary>The first row that is not what was written, or null.</summary>
    [Id(3)]
    public long? BrokenAt { get; init; }

    /// <summary>What is wrong with it, or null.</summary>
    [Id(4)]
    public string? Reason { get; init; }
}
