using System.Collections.Immutable;
using AgentCluster.Interactions;
using AgentCluster.Memory;

namespace AgentCluster.Learning;

/// <summary>What one ended interaction teaches, decided without I/O.</summary>
/// <param name="Draft">What to remember of it, or null.</param>
/// <param name="DraftHolds">Whether the draft's statement is right as far as known; false to remember that it is wrong.</param>
/// <param name="Correction">The right statement that a person gave, or null.</param>
/// <param name="Used">Memories that the answer rested on.</param>
/// <param name="UsedWereRight">What the person's word says of them; null when nobody said anything.</param>
/// <param name="Failures">Statements that the engine could not run, to be remembered as wrong, each with what ran in its place.</param>
/// <param name="Rejection">That a person turned down what was asked for, and why; or null.</param>
internal sealed record Lesson(
    MemoryDraft? Draft, bool DraftHolds, MemoryDraft? Correction, ImmutableArray<string> Used, bool? UsedWereRight, ImmutableArray<MemoryDraft> Failures,
    MemoryDraft? Rejection)
{
    /// <summary>An answer nobody judged is only remembered when the run itself was this sure of it.</summary>
    private const double LeastConfidence = 0.6;

    public static Lesson Of(string agent, Interaction interaction)
    {
        var verdict = interaction.Feedback?.Verdict;
        var used = interaction.MemoriesUsed.Select(memory => memory.Id).ToImmutableArray();
        var usedWereRight = verdict is null || (verdict == FeedbackVerdict.Incorrect && !IsClearBlame(interaction)) ? (bool?)null : verdict == FeedbackVerdict.Correct;
        // Words that lean on a turn before mean nothing elsewhere: what they meant is learned, or nothing.
        var question = (interaction.StandaloneQuestion ?? interaction.Question).Trim();
        var correction = interaction.Feedback?.CorrectedSql is { } right && question.Length > 0
            ? Example(agent, interaction, question, MemoryKinds.Correction, right, MemoryTrust.Verified, 0.95)
            : null;
        var draft = interaction switch
        {
            { Status: not InteractionStatus.Completed } or { Sql: null } or { StandaloneQuestion: "" } => null,
            _ when string.Equals(interaction.Sql, interaction.Question, StringComparison.Ordinal) => null,
            _ when verdict == FeedbackVerdict.Correct => Example(agent, interaction, question, MemoryKinds.SqlExample, interaction.Sql, MemoryTrust.Verified, 0.95),
            _ when verdict is null && interaction.Confidence < LeastConfidence => null,
            _ => Example(agent, interaction, question, MemoryKinds.SqlExample, interaction.Sql, MemoryTrust.Agent, interaction.Confidence),
        };
        var failures = question.Length == 0 ? [] : interaction.Fixes.Select(fix => Failure(agent, interaction, question, fix)).ToImmutableArray();
        var rejection = interaction.Status == InteractionStatus.Rejected && question.Length > 0 ? Turned(agent, interaction, question) : null;
        return new(draft, verdict != FeedbackVerdict.Incorrect, correction, used, usedWereRight, failures, rejection);
    }

    /// <summary>A memory is to blame for a wrong answer only if the answer was its statement as it is: what fills a template may err without it.</summary>
    private static bool IsClearBlame(Interaction interaction) =>
        interaction.MemoriesUsed is [{ Score: >= 1, Kind: MemoryKinds.SqlExample or MemoryKinds.Correction }];

    // Without a key of its own: it stands beside the example that answers the question, and does not take its place.
    private static MemoryDraft Failure(string agent, Interaction interaction, string question, StatementFix fix) =>
        Example(agent, interaction, question, MemoryKinds.SqlExample, fix.Failed, MemoryTrust.Agent, 1) with
        {
            UniqueKey = null,
            Metadata = ImmutableDictionary<string, string>.Empty.Add(StatementFixes.Error, fix.Error).Add(StatementFixes.Fixed, fix.Fixed),
        };

    // The agent's own: it says what this agent proposed in vain. The newest word on a question stands.
    private static MemoryDraft Turned(string agent, Interaction interaction, string question) => new()
    {
        Agent = agent,
        Source = interaction.Source,
        Kind = MemoryKinds.Note,
        Subject = question,
        Content = $"A person turned this down: {question}. {interaction.Answer}",
        Trust = MemoryTrust.Verified,
        Importance = 0.9,
        Confidence = 0.95,
        OccurredAt = interaction.EndedAt,
        Provenance = $"agent:{agent}/interaction:{interaction.Id}/approval:{interaction.ApprovalId}",
        UniqueKey = $"rejected/{ExampleKey.Of(question)}",
    };

    private static MemoryDraft Example(string agent, Interaction interaction, string question, string kind, string sql, MemoryTrust trust, double confidence) => new()
    {
        Source = interaction.Source,
        Kind = kind,
        Subject = question,
        Content = sql,
        Trust = trust,
        Importance = trust == MemoryTrust.Verified ? 0.9 : 0.4,
        Confidence = confidence,
        OccurredAt = interaction.EndedAt,
        Provenance = $"agent:{agent}/interaction:{interaction.Id}",
        UniqueKey = ExampleKey.Of(question),
    };
}
