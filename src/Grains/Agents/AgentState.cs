using System.Collections.Immutable;
using AgentCluster.Interactions;

namespace AgentCluster.Agents;

/// <summary>An agent's own durable memory: its working set and counters. Stored as JSON, so only ever add members.</summary>
[GenerateSerializer, Alias("AgentCluster.Agents.AgentState")]
internal sealed record AgentState
{
    private const int QuestionsKept = 20;
    private const int LearnedKept = 256;

    [Id(0)]
    public AgentCounters Counters { get; init; } = new();

    [Id(1)]
    public ImmutableArray<string> RecentQuestions { get; init; } = [];

    [Id(2)]
    public DateTimeOffset? LastLearnedAt { get; init; }

    /// <summary>The latest interactions counted, as <c>id@version</c>: a batch that is learned twice is counted once.</summary>
    [Id(3)]
    public ImmutableArray<string> Learned { get; init; } = [];

    /// <summary>The state after learning from an ended interaction; unchanged if that was counted already.</summary>
    public AgentState After(StoredInteraction stored, DateTimeOffset now)
    {
        var interaction = stored.Interaction;
        var mark = $"{interaction.Id}@{stored.Version}";
        if (Learned.Contains(mark))
        {
            return this;
        }

        var again = stored.LearnedVersion > 0 || Learned.Any(known => known.StartsWith($"{interaction.Id}@", StringComparison.Ordinal));
        return this with
        {
            Counters = Judged(again ? Counters : Counted(interaction), interaction.Feedback),
            RecentQuestions = again ? RecentQuestions : [.. RecentQuestions.Insert(0, interaction.Question).Take(QuestionsKept)],
            LastLearnedAt = now,
            Learned = [.. Learned.Insert(0, mark).Take(LearnedKept)],
        };
    }

    private AgentCounters Counted(Interaction interaction) => Counters with
    {
        Asked = Counters.Asked + 1,
        Answered = Counters.Answered + (interaction is { Status: InteractionStatus.Completed, Sql: not null } ? 1 : 0),
        Unanswered = Counters.Unanswered + (interaction is { Status: InteractionStatus.Completed, Sql: null } ? 1 : 0),
        Failed = Counters.Failed + (interaction.Status == InteractionStatus.Failed ? 1 : 0),
    };

    private static AgentCounters Judged(AgentCounters counters, Feedback? feedback) => feedback?.Verdict switch
    {
        FeedbackVerdict.Correct => counters with { Confirmed = counters.Confirmed + 1 },
        FeedbackVerdict.Incorrect => counters with { Refuted = counters.Refuted + 1 },
        _ => counters,
    };
}
