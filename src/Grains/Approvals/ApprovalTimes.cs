using AgentCluster.Execution;

namespace AgentCluster.Approvals;

/// <summary>
/// What time makes of a request, pure: low and medium risk expire after the timeout; high and critical then escalate, are brought to mind again and
/// again, and expire in the end. Invariant: everything follows from the request itself, so that a clock that is asked late does each due thing once.
/// </summary>
public static class ApprovalTimes
{
    /// <summary>Sets when a new request is due and when it ends.</summary>
    /// <param name="approval">The request, with its risk and when it was filed.</param>
    /// <param name="timeout">How long people have before it expires or escalates.</param>
    /// <param name="longest">How long it waits in all if its risk is high or critical.</param>
    public static Approval Timed(this Approval approval, TimeSpan timeout, TimeSpan longest)
    {
        var due = approval.CreatedAt + timeout;
        return approval with { DueAt = due, ExpiresAt = approval.Risk < Risk.High || longest < timeout ? due : approval.CreatedAt + longest };
    }

    /// <summary>Does what is due.</summary>
    /// <param name="approval">The request.</param>
    /// <param name="now">The present by the database's clock.</param>
    /// <param name="interval">How often people are reminded.</param>
    /// <returns>The request expired, escalated or reminded of; unchanged when nothing is due.</returns>
    public static Approval Pass(this Approval approval, DateTimeOffset now, TimeSpan interval)
    {
        if (approval.Status != ApprovalStatus.Pending || approval.DueAt > now)
        {
            return approval;
        }

        if (approval.IsOverdue(now))
        {
            return approval.MoveTo(ApprovalStatus.Expired);
        }

        var next = approval.ExpiresAt - now > interval ? now + interval : approval.ExpiresAt;
        return approval.EscalatedAt is null
            ? approval with { EscalatedAt = now, DueAt = next }
            : approval with { Reminders = approval.Reminders + 1, DueAt = next };
    }
}
