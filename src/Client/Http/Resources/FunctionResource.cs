using AgentCluster.Discovery;

namespace AgentCluster.Client.Http.Resources;

/// <summary>A function of a source.</summary>
internal sealed record FunctionResource
{
    /// <summary>Schema.</summary>
    public required string Schema { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary><c>function</c>, <c>procedure</c>, <c>aggregate</c> or <c>window</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Arguments and result as declared.</summary>
    public required string Signature { get; init; }

    /// <summary>Arguments as declared, with names, modes and defaults.</summary>
    public required string Arguments { get; init; }

    /// <summary>Result as declared; empty for a procedure.</summary>
    public required string Result { get; init; }

    /// <summary><c>immutable</c>, <c>stable</c> or <c>volatile</c>: what its author claims.</summary>
    public required string Volatility { get; init; }

    /// <summary>Whether it runs with the rights of its owner.</summary>
    public required bool SecurityDefiner { get; init; }

    /// <summary>Language it is written in.</summary>
    public required string Language { get; init; }

    /// <summary>SHA-256 over its body, hexadecimal, first 16 characters.</summary>
    public required string BodyHash { get; init; }

    /// <summary>Who may call it, where that was ever stated.</summary>
    public required ImmutableArray<CatalogGrant> Grants { get; init; }

    /// <summary>Comment, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>Maps a function.</summary>
    public static FunctionResource From(CatalogFunction function) => new()
    {
        Schema = function.Schema,
        Name = function.Name,
        Kind = function.Kind,
        Signature = function.Result.Length == 0 ? $"{function.Name}({function.Arguments})" : $"{function.Name}({function.Arguments}) -> {function.Result}",
        Arguments = function.Arguments,
        Result = function.Result,
        Volatility = function.Volatility,
        SecurityDefiner = function.SecurityDefiner,
        Language = function.Language,
        BodyHash = function.BodyHash,
        Grants = function.Grants,
        Comment = function.Comment,
    };
}
