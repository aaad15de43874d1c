using AgentCluster.Interactions;

namespace AgentCluster.Client.Http.Resources;

/// <summary>What a person said of an answer.</summary>
/// <param name="Verdict">Whether it was right.</param>
/// <param name="CorrectedSql">The statement that would have been right, or null.</param>
/// <param name="Comment">Free words, or null.</param>
internal sealed record FeedbackResource(FeedbackVerdict Verdict, string? CorrectedSql, string? Comment);
