using System.Collections.Immutable;

namespace AgentCluster.Discovery;

/// <summary>What a role may do with a table or function.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.CatalogGrant")]
public sealed record CatalogGrant
{
    /// <summary>The role; <c>public</c> stands for all.</summary>
    [Id(0)]
    public required string Grantee { get; init; }

    /// <summary>Privileges in lower case, in alphabetical order.</summary>
    [Id(1)]
    public ImmutableArray<string> Privileges { get; init; } = [];
}
