using System.Collections.Immutable;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.SelfMade;

/// <summary>A parameter of a self-made tool.</summary>
internal sealed record ToolParameter
{
    /// <summary>The types there are.</summary>
    public static ImmutableArray<string> Types { get; } = ["text", "whole", "number", "flag", "date"];

    public required string Name { get; init; }

    /// <summary>One of <see cref="Types"/>.</summary>
    public required string Type { get; init; }

    public required string Description { get; init; }

    /// <summary>What its argument may be.</summary>
    public Shape ToShape() => Type switch
    {
        "whole" => Shape.Whole(Description),
        "number" => Shape.Number(Description),
        "flag" => Shape.Flag(Description),
        _ => Shape.Text(Description, 4_000),
    };
}
