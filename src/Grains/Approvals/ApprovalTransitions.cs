using AgentCluster.Execution;

namespace AgentCluster.Approvals;

/// <summary>
/// The state machine of a request, pure: pending, then decided by people, replaced, closed or overdue; approved, then executing, then exactly one
/// end. Invariant: no person decides twice, through however many channels; who asked and agents never approve (the one local person does, on record);
/// and only what was shown is decided over.
/// </summary>
public static class ApprovalTransitions
{
    /// <summary>Whether nobody decided in time.</summary>
    /// <param name="approval">The request.</param>
    /// <param name="now">The present by the database's clock.</param>
    public static bool IsOverdue(this Approval approval, DateTimeOffset now) => approval.Status == ApprovalStatus.Pending && approval.ExpiresAt <= now;

    /// <summary>A human approves or rejects.</summary>
    /// <param name="approval">The request.</param>
    /// <param name="request">The decision.</param>
    /// <param name="people">Who people are.</param>
    /// <param name="now">The present by the database's clock.</param>
    /// <returns>The request as it then stands, or why the decision does not count.</returns>
    public static Outcome<Approval> Decide(this Approval approval, DecideRequest request, People people, DateTimeOffset now)
    {
        var given = Given(approval, request, people, now);
        if (!given.Succeeded)
        {
            return given.Problem;
        }

        var decided = approval with { Decisions = approval.Decisions.Add(given.Value) };
        if (request.Decision == Decision.Reject)
        {
            return decided with { Status = ApprovalStatus.Rejected, Result = request.Reason };
        }

        return decided.Decisions.Count(one => one.Decision == Decision.Approve) >= approval.Quorum
            ? decided with { Status = ApprovalStatus.Approved }
            : decided;
    }

    /// <summary>A human replaces the request by one with other arguments.</summary>
    /// <param name="approval">The request.</param>
    /// <param name="request">The decision.</param>
    /// <param name="people">Who people are.</param>
    /// <param name="replacement">Id of the new request.</param>
    /// <param name="now">The present by the database's clock.</param>
    /// <returns>The ended request, or why the decision does not count.</returns>
    public static Outcome<Approval> Edit(this Approval approval, DecideRequest request, People people, string replacement, DateTimeOffset now)
    {
        var given = Given(approval, request, people, now);
        return given.Succeeded
            ? approval with { Status = ApprovalStatus.Edited, Decisions = approval.Decisions.Add(given.Value), ReplacedBy = replacement }
            : given.Problem;
    }

    /// <summary>Ends a request or moves it on; one that has ended stays as it is.</summary>
    /// <param name="approval">The request.</param>
    /// <param name="status">Where it stands then.</param>
    /// <param name="result">What came of it in words, or null.</param>
    public static Approval MoveTo(this Approval approval, ApprovalStatus status, string? result = null)
    {
        var allowed = (approval.Status, status) switch
        {
            (ApprovalStatus.Pending, ApprovalStatus.Expired or ApprovalStatus.Cancelled) => true,
            (ApprovalStatus.Approved, ApprovalStatus.Executing or ApprovalStatus.Stale or ApprovalStatus.Failed or ApprovalStatus.Cancelled) => true,
            (ApprovalStatus.Executing, ApprovalStatus.Executed or ApprovalStatus.Failed or ApprovalStatus.OutcomeUnknown or ApprovalStatus.Stale) => true,
            _ => false,
        };
        return allowed ? approval with { Status = status, Result = result } : approval;
    }

    /// <summary>Why a request cannot be asked again, or null.</summary>
    /// <param name="approval">The request.</param>
    /// <param name="request">Who wants to.</param>
    /// <param name="people">Who people are.</param>
    public static Problem? RefuseRenewal(this Approval approval, RenewRequest request, People people) =>
        !request.Anyones && people.AskerOf(approval) != people.Of(request) ? Problem.Forbidden("notYours", "Who asked for it may renew it, and who may decide over it.")
        : approval.Status is ApprovalStatus.Expired or ApprovalStatus.Stale ? null
        : Problem.Conflict("notRenewable", $"Only what has expired or is stale can be renewed; this is {Name(approval.Status)}.");

    private static Outcome<GivenDecision> Given(Approval approval, DecideRequest request, People people, DateTimeOffset now)
    {
        var decider = people.DeciderOf(request);
        if (!decider.Succeeded)
        {
            return decider.Problem;
        }

        var given = new GivenDecision
        {
            By = decider.Value,
            User = request.By,
            At = now,
            Channel = request.Channel,
            Decision = request.Decision,
            Reason = request.Reason,
            SelfApproved = request.Decision == Decision.Approve && people.AskerOf(approval) == decider.Value,
        };
        return Refusal(approval, request, given, people) is { } refusal ? refusal : given;
    }

    private static Problem? Refusal(Approval approval, DecideRequest request, GivenDecision given, People people)
    {
        if (approval.Status != ApprovalStatus.Pending || approval.IsOverdue(given.At))
        {
            return Problem.Conflict("settled", Standing(approval, given.At));
        }

        if (!string.Equals(request.Hash, approval.Hash, StringComparison.OrdinalIgnoreCase))
        {
            return Problem.Conflict("stale", "This is not the hash of what is asked now; read the request again and decide over what it shows.");
        }

        if (request.LowRiskOnly && approval.Risk != Risk.Low)
        {
            return Problem.Forbidden("notLowRisk", $"Only requests of low risk are decided together; this one is {Name(approval.Risk)}: decide on it by itself.");
        }

        if (approval.Decisions.Any(before => before.By == given.By || people.Of(before) == given.By))
        {
            return Problem.Conflict("alreadyDecided", $"You have decided on this request; {approval.Decisions.Length} of {approval.Quorum} people have.");
        }

        return given.SelfApproved && approval.RequestedBy != People.Local || given.Decision == Decision.Approve && given.By == approval.Agent
            ? Problem.Forbidden("ownRequest", "Somebody else has to approve: who asked for it cannot.")
            : null;
    }

    private static string Standing(Approval approval, DateTimeOffset now)
    {
        if (approval.IsOverdue(now))
        {
            return "The request has expired; nothing was done.";
        }

        var last = approval.Decisions.LastOrDefault();
        return last is null
            ? $"The request is settled: it is {Name(approval.Status)}."
            : $"The request is settled: it is {Name(approval.Status)}; {last.By} said {Name(last.Decision)}.";
    }

    private static string Name(Enum value) => Storage.PlatformValues.Name(value);
}
