using System.Globalization;
using AgentCluster.Execution;

namespace AgentCluster.Interactions;

/// <summary>Says in words what became of an action.</summary>
internal static class ActionAnswer
{
    public static string Of(ActionOutcome outcome) => outcome.Status switch
    {
        ExecutionStatus.Executed when outcome.Text is { Length: > 0 } text => text,
        ExecutionStatus.Executed => outcome.RowsAffected is { } rows ? $"Done: {Counted(rows)} changed." : "Done.",
        ExecutionStatus.Rejected => Because("It was not approved; nothing was done.", outcome.Problem),
        ExecutionStatus.Expired => "Nobody decided in time; nothing was done.",
        ExecutionStatus.Cancelled => "It was taken back before a decision; nothing was done.",
        ExecutionStatus.Stale => Because("What was approved is not what would happen now; nothing was done. Ask again.", outcome.Problem),
        ExecutionStatus.OutcomeUnknown => Because("It was begun, and nobody can tell whether it was done; it is not tried again.", outcome.Problem),
        ExecutionStatus.Forbidden => Because("It is refused; nothing was done.", outcome.Problem),
        _ => Because("It failed; nothing was changed.", outcome.Problem),
    };

    private static string Because(string sentence, Problem? problem) => problem is null ? sentence : $"{sentence} {problem.Message}";

    private static string Counted(long rows) => rows == 1 ? "1 row" : string.Create(CultureInfo.InvariantCulture, $"{rows} rows");
}
