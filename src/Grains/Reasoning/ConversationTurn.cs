namespace AgentCluster.Reasoning;

/// <summary>An earlier question of the same conversation.</summary>
/// <param name="Question">The question.</param>
/// <param name="Sql">The statement that answered it, or null.</param>
/// <param name="Answer">The answer in words.</param>
public sealed record ConversationTurn(string Question, string? Sql, string Answer);
