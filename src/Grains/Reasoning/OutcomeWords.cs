using System.Globalization;
using AgentCluster.Execution;

namespace AgentCluster.Reasoning;

/// <summary>Says what became of an action.</summary>
internal static class OutcomeWords
{
    public static string Of(ActionOutcome outcome) => outcome.Status switch
    {
        ExecutionStatus.AwaitingApproval => $"Nothing was done yet: a human has to decide (approval {outcome.ApprovalId}).{Because(outcome)}",
        ExecutionStatus.Executing => "It is being done.",
        ExecutionStatus.Executed when outcome.Text is { Length: > 0 } text => text,
        ExecutionStatus.Executed => string.Create(CultureInfo.InvariantCulture, $"Done{(outcome.RowsAffected is { } rows ? $", {rows} {(rows == 1 ? "row" : "rows")} changed" : "")}."),
        ExecutionStatus.OutcomeUnknown => "It was tried, and nobody can tell whether it was done; it is not tried again.",
        ExecutionStatus.Forbidden => $"It was refused; nothing was done.{Because(outcome)}",
        ExecutionStatus.Rejected => $"It was rejected; nothing was done.{Because(outcome)}",
        ExecutionStatus.Expired => "Nobody decided in time; nothing was done.",
        ExecutionStatus.Stale => $"It is not any more what was approved; nothing was done.{Because(outcome)}",
        ExecutionStatus.Cancelled => "It was taken back; nothing was done.",
        _ => $"It failed; nothing was done.{Because(outcome)}",
    };

    private static string Because(ActionOutcome outcome)
    {
        var reasons = string.Join(' ', outcome.Reasons);
        return outcome.Problem?.Message is { Length: > 0 } message ? $" {message}" : reasons.Length > 0 ? $" {reasons}" : "";
    }
}
