using System.Globalization;
using AgentCluster.Execution;
using AgentCluster.Execution.Redaction;

namespace AgentCluster.Approvals;

/// <summary>Where a request stands, in words: until when it waits and for how many, or who decided what and what came of it.</summary>
internal static class ApprovalState
{
    /// <summary>The words.</summary>
    public static string Of(Approval approval)
    {
        var given = string.Join(' ', approval.Decisions.Select(Given));
        return ShownText.Visible(PersonalText.Mask(string.Join(' ', new[] { given, Standing(approval) }.Where(words => words.Length > 0))));
    }

    private static string Standing(Approval approval) => approval.Status switch
    {
        ApprovalStatus.Pending when approval.Quorum > 1 => string.Create(
            CultureInfo.InvariantCulture,
            $"{approval.Decisions.Count(given => given.Decision == Decision.Approve)} of {approval.Quorum} people have approved; it waits until {Instant(approval.ExpiresAt)}.{Escalated(approval)}"),
        ApprovalStatus.Pending => $"It waits for a decision until {Instant(approval.ExpiresAt)}.{Escalated(approval)}",
        ApprovalStatus.Approved => approval.ExecutionId is null ? "" : "It is about to be done.",
        ApprovalStatus.Executing => "It is being done.",
        ApprovalStatus.Rejected => "Nothing was done.",
        ApprovalStatus.Edited => "Another request has taken its place.",
        ApprovalStatus.Expired => "Nobody decided in time; nothing was done.",
        ApprovalStatus.Cancelled => "It was taken back; nothing was done.",
        _ => approval.Result is { Length: > 0 } result ? result : $"It is {Storage.PlatformValues.Name(approval.Status)}.",
    };

    private static string Escalated(Approval approval) => approval.EscalatedAt is { } at ? $" Nobody decided in time: since {Instant(at)} more people are asked." : "";

    private static string Given(GivenDecision given)
    {
        var verb = given.Decision switch { Decision.Approve => "approved", Decision.Reject => "rejected", _ => "replaced" };
        var own = given.SelfApproved ? ", who had asked for it" : "";
        var reason = given.Reason is { Length: > 0 } words ? $": {ShownText.Quote(words)}" : "";
        return $"{given.By}{own} {verb} it by {given.Channel} at {Instant(given.At)}{reason}.";
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
