using System.Globalization;

namespace AgentCluster.Execution;

/// <summary>Says in words what became of an action, to whoever asked for it.</summary>
public static class OutcomeWords
{
    /// <summary>One sentence, and why where there is a reason.</summary>
    /// <param name="outcome">What became of it.</param>
    public static string Of(ActionOutcome outcome) => outcome.Status switch
    {
        ExecutionStatus.AwaitingApproval => Because($"Nothing was done yet: a human has to decide (approval {outcome.ApprovalId}).", outcome),
        ExecutionStatus.Executing => "It is being done.",
        ExecutionStatus.Executed when outcome.Text is { Length: > 0 } text => text,
        ExecutionStatus.Executed => outcome.RowsAffected is { } rows ? $"Done: {Counted(rows)} changed." : "Done.",
        ExecutionStatus.Rejected => Because("It was not approved; nothing was done.", outcome),
        ExecutionStatus.Expired => "Nobody decided in time; nothing was done.",
        ExecutionStatus.Cancelled => "It was taken back before a decision; nothing was done.",
        ExecutionStatus.Stale => Because("What was approved is not what would happen now; nothing was done. Ask again.", outcome),
        ExecutionStatus.OutcomeUnknown => Because("It was begun, and nobody can tell whether it was done; it is not tried again.", outcome),
        ExecutionStatus.Failed when outcome.Problem is { Kind: ProblemKind.Unavailable } =>
            Because("It could not be done at that time; nothing was changed, and it may be asked again.", outcome),
        ExecutionStatus.Forbidden => Because("It was refused; nothing was done.", outcome),
        _ => Because("It failed; nothing was changed.", outcome),
    };

    private static string Because(string sentence, ActionOutcome outcome)
    {
        var reason = outcome.Problem?.Message ?? (outcome.Status is ExecutionStatus.AwaitingApproval or ExecutionStatus.Forbidden ? string.Join(' ', outcome.Reasons) : "");
        return reason.Length > 0 ? $"{sentence} {reason}" : sentence;
    }

    private static string Counted(long rows) => rows == 1 ? "1 row" : string.Create(CultureInfo.InvariantCulture, $"{rows} rows");
}
