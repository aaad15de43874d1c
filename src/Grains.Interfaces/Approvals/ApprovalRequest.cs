using AgentCluster.Execution;

namespace AgentCluster.Approvals;

/// <summary>A client asks for a human's decision over something that the client does itself.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Approvals.ApprovalRequest")]
public sealed record ApprovalRequest
{
    /// <summary>What it wants to do, in the client's words.</summary>
    [Id(0)]
    public required string Action { get; init; }

    /// <summary>With what, a JSON object.</summary>
    [Id(1)]
    public required string Arguments { get; init; }

    /// <summary>How risky it is, by the client's own word; it decides how many people have to approve, and what happens when nobody does.</summary>
    [Id(2)]
    public required Risk Risk { get; init; }

    /// <summary>How long people have; null for the configured time.</summary>
    [Id(3)]
    public TimeSpan? Timeout { get; init; }

    /// <summary>Who asks: id of a key, or <c>local</c>.</summary>
    [Id(4)]
    public required string RequestedBy { get; init; }

    /// <summary>Names the call, so that it files one request however often it is sent; null for one that is never sent again.</summary>
    [Id(5)]
    public string? Operation { get; init; }
}
