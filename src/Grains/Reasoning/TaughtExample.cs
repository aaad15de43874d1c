namespace AgentCluster.Reasoning;

/// <summary>A question with a statement that a person stands for.</summary>
/// <param name="Id">Memory id.</param>
/// <param name="Question">The question.</param>
/// <param name="Sql">The statement.</param>
/// <param name="IsCorrection">Whether it corrected an answer: then it needs no second example.</param>
public sealed record TaughtExample(string Id, string Question, string Sql, bool IsCorrection);
