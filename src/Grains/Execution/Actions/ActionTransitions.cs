using AgentCluster.Execution.Writing;

namespace AgentCluster.Execution.Actions;

/// <summary>
/// The state machine of one action, pure: refused, or filed for a decision, or begun; filed, then begun or closed; begun, then exactly one end.
/// A transition out of an end returns the row unchanged.
/// </summary>
internal static class ActionTransitions
{
    public static ActionRow Propose(ActionProposal proposal, Assessment assessment, DateTimeOffset now) => new()
    {
        Proposal = proposal,
        Status = ExecutionStatus.AwaitingApproval,
        ProposedAt = now,
        Verdict = proposal.Effect == ActionEffect.Statement ? assessment.Inspection?.Verdict : null,
        Risk = assessment.Decision?.Risk,
        Reasons = assessment.Reasons,
        Preview = assessment.Preview,
    };

    /// <summary>A proposal of which the engine could make nothing.</summary>
    public static ActionRow Fail(ActionProposal proposal, Problem problem, DateTimeOffset now) => new()
    {
        Proposal = proposal,
        Status = ExecutionStatus.Failed,
        ProposedAt = now,
        EndedAt = now,
        Problem = problem,
    };

    /// <summary>Why the policy refuses, for whoever proposed.</summary>
    public static Problem Refusal(Assessment assessment) => Problem.Forbidden(
        assessment.Inspection?.Verdict == Verdict.Forbidden ? "forbiddenSql" : "refused", $"Refused: {string.Join(' ', assessment.Reasons)}");

    public static ActionRow Refuse(this ActionRow row, Problem problem, DateTimeOffset now) =>
        row with { Status = ExecutionStatus.Forbidden, Problem = problem, EndedAt = now };

    /// <summary>Begins what is let through; nothing else begins.</summary>
    public static ActionRow Begin(this ActionRow row) =>
        row.Status == ExecutionStatus.AwaitingApproval ? row with { Status = ExecutionStatus.Executing } : row;

    /// <summary>Ends without an effect what was not begun.</summary>
    public static ActionRow Close(this ActionRow row, ExecutionStatus status, Problem? problem, DateTimeOffset now) =>
        row.Status == ExecutionStatus.AwaitingApproval
            && status is (ExecutionStatus.Rejected or ExecutionStatus.Expired or ExecutionStatus.Cancelled or ExecutionStatus.Stale or ExecutionStatus.Failed)
            ? row with { Status = status, Problem = problem, EndedAt = now }
            : row;

    /// <summary>Ends what was begun by what its source made of it. A write whose end nobody could see stays begun: its ledger will tell.</summary>
    public static ActionRow End(this ActionRow row, WriteOutcome outcome, TimeSpan duration, DateTimeOffset now) => outcome.Status switch
    {
        WriteStatus.Executed => row.End(ExecutionStatus.Executed, null, now) with { RowsAffected = outcome.Rows, Undoable = outcome.Undoable, DurationMs = duration.TotalMilliseconds },
        WriteStatus.Stale => row.End(ExecutionStatus.Stale, outcome.Problem, now),
        WriteStatus.Refused or WriteStatus.Failed => row.End(ExecutionStatus.Failed, outcome.Problem, now),
        _ => row,
    };

    /// <summary>Ends what was begun and has its effect outside sources.</summary>
    public static ActionRow End(this ActionRow row, Outcome<string> outcome, TimeSpan duration, DateTimeOffset now) => outcome.Succeeded
        ? row.End(ExecutionStatus.Executed, null, now) with { Text = outcome.Value, DurationMs = duration.TotalMilliseconds }
        : row.End(outcome.Problem.Code == "stale" ? ExecutionStatus.Stale : ExecutionStatus.Failed, outcome.Problem, now);

    /// <summary>Ends a read.</summary>
    public static ActionRow End(this ActionRow row, ReadOutcome read, DateTimeOffset now) =>
        row.End(read.Result is null ? ExecutionStatus.Failed : ExecutionStatus.Executed, read.Problem, now) with
        {
            RowsAffected = read.Result?.RowCount,
            DurationMs = read.Duration.TotalMilliseconds,
        };

    /// <summary>Ends what its source's ledger has.</summary>
    public static ActionRow End(this ActionRow row, LedgerEntry entry, DateTimeOffset now) =>
        row.End(new WriteOutcome(WriteStatus.Executed, entry.Rows, entry.Undo is not null), TimeSpan.Zero, now);

    public static ActionRow End(this ActionRow row, ExecutionStatus status, Problem? problem, DateTimeOffset now) =>
        row.Status == ExecutionStatus.Executing ? row with { Status = status, Problem = problem, EndedAt = now } : row;
}
