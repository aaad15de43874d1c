using System.Collections.Immutable;

namespace AgentCluster.Approvals;

/// <summary>A person who may decide over requests, in whatever channel they answer.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Approvals.Approver")]
public sealed record Approver
{
    /// <summary>The person's id: 1 to 64 characters of a-z, 0-9, '-' and '_'; what stands in the record of a decision.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>What the person is called.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>When they are told; all of them may decide.</summary>
    [Id(2)]
    public required ImmutableArray<ApproverRole> Roles { get; init; }

    /// <summary>Who they are in each channel.</summary>
    [Id(3)]
    public required ImmutableArray<ApproverChannel> Channels { get; init; }
}
