namespace AgentCluster.Discovery;

/// <summary>A column of a table or view.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.CatalogColumn")]
public sealed record CatalogColumn
{
    /// <summary>Name as the engine spells it.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Type as declared.</summary>
    [Id(1)]
    public string DeclaredType { get; init; } = "";

    /// <summary>What it holds, from the declared type and the data.</summary>
    [Id(2)]
    public LogicalType Type { get; init; }

    /// <summary>Whether it may be null.</summary>
    [Id(3)]
    public bool Nullable { get; init; }

    /// <summary>Default expression, or null.</summary>
    [Id(4)]
    public string? Default { get; init; }

    /// <summary>Whether values are generated.</summary>
    [Id(5)]
    public bool Generated { get; init; }

    /// <summary>Comment, or null.</summary>
    [Id(6)]
    public string? Comment { get; init; }

    /// <summary>What its data looks like, or null when it was not profiled.</summary>
    [Id(7)]
    public ColumnProfile? Profile { get; init; }

    /// <summary><c>always</c> or <c>by default</c> when it is an identity column (SQL:2003), or null.</summary>
    [Id(8)]
    public string? Identity { get; init; }

    /// <summary>The type its values have where the declared one is a domain, or null.</summary>
    [Id(9)]
    public string? BaseType { get; init; }
}
