using System.Text.Json;
using AgentCluster.Execution;
using AgentCluster.Interactions;

namespace AgentCluster.Client.Http.Resources;

/// <summary>An action and what became of it.</summary>
internal sealed record ExecutionResource
{
    /// <summary>Execution id.</summary>
    public required string Id { get; init; }

    /// <summary>When it was proposed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Agent, or <c>api</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>Tool.</summary>
    public required string Tool { get; init; }

    /// <summary>Source.</summary>
    public required string Source { get; init; }

    /// <summary>Arguments of the tool, secrets redacted.</summary>
    public required JsonElement Arguments { get; init; }

    /// <summary>The statement, secrets redacted; or null.</summary>
    public string? Sql { get; init; }

    /// <summary>What the engine said, or null.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>What the policy said, or null.</summary>
    public Risk? Risk { get; init; }

    /// <summary>Where it stands.</summary>
    public required ExecutionStatus Status { get; init; }

    /// <summary>Why it was not simply done.</summary>
    public required ImmutableArray<string> Reasons { get; init; }

    /// <summary>Rows changed or returned, or null.</summary>
    public long? RowsAffected { get; init; }

    /// <summary>How long it ran, milliseconds.</summary>
    public double DurationMs { get; init; }

    /// <summary>Who asked: id of a key, or <c>local</c>.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Request for a decision, or null.</summary>
    public string? ApprovalId { get; init; }

    /// <summary>Question it belongs to, or null.</summary>
    public string? InteractionId { get; init; }

    /// <summary>Whether it can still be taken back.</summary>
    public bool Undoable { get; init; }

    /// <summary>Why it failed or was refused, or null.</summary>
    public InteractionError? Error { get; init; }

    /// <summary>Maps an execution.</summary>
    public static ExecutionResource From(ExecutionView view) => new()
    {
        Id = view.Id,
        At = view.At,
        Agent = view.Agent,
        Tool = view.Tool,
        Source = view.Source,
        Arguments = JsonSerializer.Deserialize<JsonElement>(view.Arguments),
        Sql = view.Sql,
        Verdict = view.Verdict,
        Risk = view.Risk,
        Status = view.Status,
        Reasons = view.Reasons,
        RowsAffected = view.RowsAffected,
        DurationMs = view.DurationMs,
        RequestedBy = view.RequestedBy,
        ApprovalId = view.ApprovalId,
        InteractionId = view.InteractionId,
        Undoable = view.Undoable,
        Error = view.Error is { } error ? new() { Code = error.Code, Message = error.Message, Transient = error.Kind == ProblemKind.Unavailable } : null,
    };
}
