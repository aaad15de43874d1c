using System.Collections.Immutable;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.SelfMade;

/// <summary>What a version of a self-made tool is. It never changes.</summary>
internal sealed record ToolDefinition
{
    public required ToolKind Kind { get; init; }

    /// <summary>The source it was made and tested for.</summary>
    public required string Source { get; init; }

    /// <summary>The statement, with parameters as <c>:name</c>.</summary>
    public string? Sql { get; init; }

    /// <summary>The calls, in order.</summary>
    public ImmutableArray<ToolStepDefinition> Steps { get; init; } = [];

    public ImmutableArray<ToolParameter> Parameters { get; init; } = [];

    public ImmutableArray<ToolCase> Cases { get; init; } = [];

    /// <summary>Agents that may call it once it is published.</summary>
    public ImmutableArray<string> Agents { get; init; } = [];

    /// <summary>What its arguments may be.</summary>
    public Shape ToShape(string name) => Shape.Object($"Arguments of {name}", [.. Parameters.Select(parameter => parameter.ToShape().Required(parameter.Name))]);
}
