namespace AgentCluster.Interactions;

/// <summary>A person's word on an answer.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Interactions.Feedback")]
public sealed record Feedback
{
    /// <summary>Whether the answer was right.</summary>
    [Id(0)]
    public required FeedbackVerdict Verdict { get; init; }

    /// <summary>The statement that would have been right, or null. It is inspected and tried before it is learned.</summary>
    [Id(1)]
    public string? CorrectedSql { get; init; }

    /// <summary>Free words, at most 2,000 characters, or null.</summary>
    [Id(2)]
    public string? Comment { get; init; }

    /// <summary>Names the judgement: told again, it counts once. Null for one that is never repeated.</summary>
    [Id(3)]
    public string? Operation { get; init; }
}
