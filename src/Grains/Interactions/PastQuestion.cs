namespace AgentCluster.Interactions;

/// <summary>An ended interaction in what learning from many of them needs: no rows, no answer, no steps.</summary>
/// <param name="Id">Interaction id.</param>
/// <param name="Agent">The agent that answered, or null.</param>
/// <param name="Source">Source asked about.</param>
/// <param name="Question">The question.</param>
/// <param name="Sql">The statement that answered it, or null.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Confidence">Confidence of the answer.</param>
/// <param name="Verdict">What a person said of it, or null.</param>
/// <param name="AskedAt">When it was accepted.</param>
public sealed record PastQuestion(
    string Id, string? Agent, string Source, string Question, string? Sql, InteractionStatus Status, double Confidence, FeedbackVerdict? Verdict,
    DateTimeOffset AskedAt)
{
    /// <summary>The same of a whole interaction.</summary>
    /// <param name="interaction">An ended interaction.</param>
    public static PastQuestion Of(Interaction interaction) => new(
        interaction.Id, interaction.Agent, interaction.Source, interaction.Question, interaction.Sql, interaction.Status, interaction.Confidence,
        interaction.Feedback?.Verdict, interaction.CreatedAt);
}
