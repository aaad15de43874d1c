namespace AgentCluster.Client.Http.Bodies;

/// <summary>A parameter of a proposed tool.</summary>
internal sealed record ToolParameterBody
{
    /// <summary>Letters, digits and underscores.</summary>
    public string? Name { get; init; }

    /// <summary><c>text</c>, <c>whole</c>, <c>number</c>, <c>flag</c> or <c>date</c>.</summary>
    public string? Type { get; init; }

    /// <summary>What it means.</summary>
    public string? Description { get; init; }
}
