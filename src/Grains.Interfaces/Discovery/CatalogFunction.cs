using System.Collections.Immutable;

namespace AgentCluster.Discovery;

/// <summary>A function, procedure or aggregate that the source stores.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.CatalogFunction")]
public sealed record CatalogFunction
{
    /// <summary>Schema.</summary>
    [Id(0)]
    public required string Schema { get; init; }

    /// <summary>Name; functions of one name differ in their arguments.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary><c>function</c>, <c>procedure</c>, <c>aggregate</c> or <c>window</c>.</summary>
    [Id(2)]
    public string Kind { get; init; } = "function";

    /// <summary>Arguments as declared, with names, modes and defaults.</summary>
    [Id(3)]
    public string Arguments { get; init; } = "";

    /// <summary>Types of the input arguments alone: with the name they identify the function.</summary>
    [Id(4)]
    public string ArgumentTypes { get; init; } = "";

    /// <summary>Result as declared; empty for a procedure.</summary>
    [Id(5)]
    public string Result { get; init; } = "";

    /// <summary><c>immutable</c>, <c>stable</c> or <c>volatile</c>: what its author claims.</summary>
    [Id(6)]
    public string Volatility { get; init; } = "volatile";

    /// <summary>Whether it runs with the rights of its owner.</summary>
    [Id(7)]
    public bool SecurityDefiner { get; init; }

    /// <summary>Language it is written in.</summary>
    [Id(8)]
    public string Language { get; init; } = "";

    /// <summary>SHA-256 over its body, hexadecimal, first 16 characters.</summary>
    [Id(9)]
    public string BodyHash { get; init; } = "";

    /// <summary>Who may call it, where that was ever stated.</summary>
    [Id(10)]
    public ImmutableArray<CatalogGrant> Grants { get; init; } = [];

    /// <summary>Comment, or null.</summary>
    [Id(11)]
    public string? Comment { get; init; }

    /// <summary>SHA-256 over everything but grants and comment, hexadecimal, first 16 characters.</summary>
    [Id(12)]
    public string Fingerprint { get; init; } = "";
}
