using System.Collections.Immutable;

namespace AgentCluster.Discovery;

/// <summary>A reference from columns of one table to columns of another, paired by position.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.CatalogRelationship")]
public sealed record CatalogRelationship
{
    /// <summary>Referencing table, by its <see cref="CatalogTable.Identifier"/>.</summary>
    [Id(0)]
    public required string FromTable { get; init; }

    /// <summary>Referencing columns.</summary>
    [Id(1)]
    public ImmutableArray<string> FromColumns { get; init; } = [];

    /// <summary>Referenced table, by its <see cref="CatalogTable.Identifier"/>.</summary>
    [Id(2)]
    public required string ToTable { get; init; }

    /// <summary>Referenced columns, paired with <see cref="FromColumns"/>.</summary>
    [Id(3)]
    public ImmutableArray<string> ToColumns { get; init; } = [];

    /// <summary>Whether the database declares it; otherwise it was inferred.</summary>
    [Id(4)]
    public bool Declared { get; init; } = true;

    /// <summary>Confidence, 0 to 1; 1 for a declared one.</summary>
    [Id(5)]
    public double Confidence { get; init; } = 1;

    /// <summary>What an inferred one rests on, or null.</summary>
    [Id(6)]
    public string? Evidence { get; init; }

    /// <summary>What a delete does: <c>no action</c>, <c>cascade</c>, <c>set null</c>, ..., or null.</summary>
    [Id(7)]
    public string? OnDelete { get; init; }
}
