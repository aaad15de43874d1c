namespace AgentCluster.Reasoning;

/// <summary>What a question that leans on an earlier one means by itself.</summary>
/// <param name="Text">The question with what it left out filled in; empty when what it leans on is not there.</param>
/// <param name="Missing">What is missing, for the asker, or null.</param>
public sealed record StandaloneQuestion(string Text, string? Missing = null)
{
    /// <summary>The follow-up that nothing can be made of.</summary>
    /// <param name="missing">What is missing, for the asker.</param>
    public static StandaloneQuestion Unresolved(string missing) => new("", missing);
}
