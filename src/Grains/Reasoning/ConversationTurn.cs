namespace AgentCluster.Reasoning;

/// <summary>An earlier question of the same conversation.</summary>
/// <param name="Question">The question as asked.</param>
/// <param name="Sql">The statement that answered it, or null.</param>
/// <param name="Answer">The answer in words.</param>
/// <param name="Standalone">What it meant by itself when it leaned on an earlier one: empty when that is not known, null when it stood by itself.</param>
public sealed record ConversationTurn(string Question, string? Sql, string Answer, string? Standalone = null);
