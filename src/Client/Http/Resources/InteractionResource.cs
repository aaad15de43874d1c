using AgentCluster.Interactions;
using AgentCluster.Memory;

namespace AgentCluster.Client.Http.Resources;

/// <summary>A question and everything that came of it.</summary>
internal record InteractionResource
{
    /// <summary>Interaction id.</summary>
    public required string InteractionId { get; init; }

    /// <summary>Agent that answers; null until one is picked.</summary>
    public string? Agent { get; init; }

    /// <summary>Where it stands.</summary>
    public required InteractionStatus Status { get; init; }

    /// <summary>The question as asked.</summary>
    public required string Question { get; init; }

    /// <summary>Source asked about.</summary>
    public required string Source { get; init; }

    /// <summary>Conversation, or null.</summary>
    public string? ConversationId { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The answer in words, or null while it runs.</summary>
    public string? Answer { get; init; }

    /// <summary>The statement that gave the rows, or null.</summary>
    public string? Sql { get; init; }

    /// <summary>Column names.</summary>
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>A type a column: integer, number, text, boolean, date, timestamp, bytes, json or null.</summary>
    public required ImmutableArray<string> ColumnTypes { get; init; }

    /// <summary>The rows, each an array of values.</summary>
    public required RawJson Rows { get; init; }

    /// <summary>How many rows are here.</summary>
    public int RowCount { get; init; }

    /// <summary>Whether there were more.</summary>
    public bool Truncated { get; init; }

    /// <summary>What the answer takes for granted.</summary>
    public ImmutableArray<string> Assumptions { get; init; } = [];

    /// <summary>Memories the answer rests on.</summary>
    public ImmutableArray<MemoryUse> MemoriesUsed { get; init; } = [];

    /// <summary>Approval it waits for or waited for, or null.</summary>
    public string? ApprovalId { get; init; }

    /// <summary>Execution that came of it, or null.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>Confidence, 0 (no answer) to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>Name of the model that reasoned; <c>local</c> is the built-in planner.</summary>
    public string? Model { get; init; }

    /// <summary>Model tokens used.</summary>
    public required TokensResource Tokens { get; init; }

    /// <summary>From acceptance to end, milliseconds.</summary>
    public double DurationMs { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public InteractionError? Error { get; init; }

    /// <summary>Maps an interaction.</summary>
    public static InteractionResource From(Interaction interaction) => new()
    {
        InteractionId = interaction.Id,
        Agent = interaction.Agent,
        Status = interaction.Status,
        Question = interaction.Question,
        Source = interaction.Source,
        ConversationId = interaction.ConversationId,
        CreatedAt = interaction.CreatedAt,
        Answer = interaction.Answer,
        Sql = interaction.Sql,
        Columns = interaction.Result?.Columns ?? [],
        ColumnTypes = interaction.Result?.ColumnTypes ?? [],
        Rows = new(interaction.Result?.RowsJson ?? "[]"),
        RowCount = interaction.Result?.RowCount ?? 0,
        Truncated = interaction.Result?.Truncated ?? false,
        Assumptions = interaction.Assumptions,
        MemoriesUsed = interaction.MemoriesUsed,
        ApprovalId = interaction.ApprovalId,
        ExecutionId = interaction.ExecutionId,
        Confidence = interaction.Confidence,
        Model = interaction.Model,
        Tokens = new(interaction.InputTokens, interaction.OutputTokens),
        DurationMs = interaction.DurationMs,
        Error = interaction.Error,
    };
}
