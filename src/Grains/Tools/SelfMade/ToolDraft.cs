using System.Collections.Immutable;

namespace AgentCluster.Tools.SelfMade;

/// <summary>Arguments of <c>create_new_tool</c>.</summary>
internal sealed record ToolDraft
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required ToolKind Kind { get; init; }

    public string? Sql { get; init; }

    public ImmutableArray<ToolStepDefinition>? Steps { get; init; }

    public ImmutableArray<ToolParameter>? Parameters { get; init; }

    public required ImmutableArray<ToolCase> Cases { get; init; }

    public ImmutableArray<string>? Agents { get; init; }

    public ToolDefinition ToDefinition(string source) => new()
    {
        Kind = Kind,
        Source = source,
        Sql = Sql,
        Steps = Steps ?? [],
        Parameters = Parameters ?? [],
        Cases = Cases,
        Agents = Agents ?? [],
    };
}
