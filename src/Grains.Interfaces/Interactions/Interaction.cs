using System.Collections.Immutable;
using AgentCluster.Execution;
using AgentCluster.Memory;

namespace AgentCluster.Interactions;

/// <summary>One question and everything that came of it.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Interactions.Interaction")]
public sealed record Interaction
{
    /// <summary>Interaction id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Agent that answers; null until one is picked.</summary>
    [Id(1)]
    public string? Agent { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(2)]
    public required InteractionStatus Status { get; init; }

    /// <summary>The question as asked.</summary>
    [Id(3)]
    public required string Question { get; init; }

    /// <summary>Source asked about.</summary>
    [Id(4)]
    public required string Source { get; init; }

    /// <summary>Conversation, or null.</summary>
    [Id(5)]
    public string? ConversationId { get; init; }

    /// <summary>The asker's IANA time zone, or null.</summary>
    [Id(6)]
    public string? TimeZone { get; init; }

    /// <summary>When it was accepted.</summary>
    [Id(7)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    [Id(8)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The answer in words, or null while it runs.</summary>
    [Id(9)]
    public string? Answer { get; init; }

    /// <summary>The statement that gave the rows, or null.</summary>
    [Id(10)]
    public string? Sql { get; init; }

    /// <summary>The rows, or null when no statement ran.</summary>
    [Id(11)]
    public ResultSet? Result { get; init; }

    /// <summary>What the answer takes for granted, one sentence each.</summary>
    [Id(12)]
    public ImmutableArray<string> Assumptions { get; init; } = [];

    /// <summary>Memories the answer rests on.</summary>
    [Id(13)]
    public ImmutableArray<MemoryUse> MemoriesUsed { get; init; } = [];

    /// <summary>Confidence, 0 (no answer) to 1.</summary>
    [Id(14)]
    public double Confidence { get; init; }

    /// <summary>Name of the model that reasoned; <c>local</c> is the built-in planner, which is not a language model.</summary>
    [Id(15)]
    public string? Model { get; init; }

    /// <summary>Tokens sent to the model.</summary>
    [Id(16)]
    public long InputTokens { get; init; }

    /// <summary>Tokens that came back.</summary>
    [Id(17)]
    public long OutputTokens { get; init; }

    /// <summary>From acceptance to end, milliseconds.</summary>
    [Id(18)]
    public double DurationMs { get; init; }

    /// <summary>Why it failed, or null.</summary>
    [Id(19)]
    public InteractionError? Error { get; init; }

    /// <summary>The steps so far.</summary>
    [Id(20)]
    public ImmutableArray<InteractionStep> Steps { get; init; } = [];

    /// <summary>What a person said of the answer, or null.</summary>
    [Id(21)]
    public Feedback? Feedback { get; init; }

    /// <summary>Approval it waits for or waited for, or null.</summary>
    [Id(22)]
    public string? ApprovalId { get; init; }

    /// <summary>Execution that came of it, or null.</summary>
    [Id(23)]
    public string? ExecutionId { get; init; }

    /// <summary>
    /// What a question that leans on an earlier turn means by itself; empty when what it leans on is not there, null when the question
    /// stands by itself.
    /// </summary>
    [Id(24)]
    public string? StandaloneQuestion { get; init; }

    /// <summary>Statements that failed before the answer's own ran.</summary>
    [Id(25)]
    public ImmutableArray<StatementFix> Fixes { get; init; } = [];

    /// <summary>How many agents asked one another for it; 0 for a person's question.</summary>
    [Id(26)]
    public int Depth { get; init; }

    /// <summary>Who asked: id of a key, or <c>local</c>.</summary>
    [Id(27)]
    public string AskedBy { get; init; } = "local";

    /// <summary>Whether the question may be of the making of an author whom nobody vouches for.</summary>
    [Id(28)]
    public bool Untrusted { get; init; }
}
