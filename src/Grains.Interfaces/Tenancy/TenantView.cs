namespace AgentCluster.Tenancy;

/// <summary>A tenant.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Tenancy.TenantView")]
public sealed record TenantView
{
    /// <summary>Its name, part of every key of its grains and rows.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>When it was first opened.</summary>
    [Id(1)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was closed, or null while it is open. A closed tenant keeps its rows; nobody enters it and nothing runs for it.</summary>
    [Id(2)]
    public DateTimeOffset? ClosedAt { get; init; }
}
