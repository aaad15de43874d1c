namespace AgentCluster.Discovery;

/// <summary>The catalog in numbers.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.DiscoverySummary")]
public sealed record DiscoverySummary
{
    /// <summary>Name of the source.</summary>
    [Id(0)]
    public required string Source { get; init; }

    /// <summary>Schemas with at least one table or view.</summary>
    [Id(1)]
    public int Schemas { get; init; }

    /// <summary>Base tables.</summary>
    [Id(2)]
    public int Tables { get; init; }

    /// <summary>Views.</summary>
    [Id(3)]
    public int Views { get; init; }

    /// <summary>Columns of tables and views.</summary>
    [Id(4)]
    public int Columns { get; init; }

    /// <summary>Functions.</summary>
    [Id(5)]
    public int Functions { get; init; }

    /// <summary>Declared relationships.</summary>
    [Id(6)]
    public int Relationships { get; init; }

    /// <summary>Inferred relationships.</summary>
    [Id(7)]
    public int InferredRelationships { get; init; }

    /// <summary>Enumerated types.</summary>
    [Id(8)]
    public int Enums { get; init; }

    /// <summary>Row policies.</summary>
    [Id(9)]
    public int Policies { get; init; }

    /// <summary>When it was discovered.</summary>
    [Id(10)]
    public DateTimeOffset DiscoveredAt { get; init; }

    /// <summary>Fingerprint of the structure.</summary>
    [Id(11)]
    public string Fingerprint { get; init; } = "";
}
