using System.Collections.Immutable;

namespace AgentCluster.Approvals;

/// <summary>
/// Who people are, pure: one person is one person in whatever channel they answer. Invariant: who comes by a channel that anybody may write to decides
/// only if listed; who comes with a key, only if listed or while nobody is.
/// </summary>
/// <param name="listed">The tenant's approvers.</param>
public sealed class People(ImmutableArray<Approver> listed)
{
    /// <summary>The person of local mode, who is all there is.</summary>
    public const string Local = "local";

    // What comes by these was authenticated by a key of ours: their users are those of HTTP.
    private static readonly string[] Keyed = [ApprovalChannels.Http, "grpc", "cli"];

    /// <summary>The person behind a user of a channel; the user's own id when nobody is listed for it.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="user">The user there.</param>
    public string Of(string channel, string user) => Find(channel, user)?.Id ?? user;

    /// <summary>The person who gave a decision, by the present list.</summary>
    /// <param name="given">The decision.</param>
    public string Of(GivenDecision given) => given.User is { } user && Find(given.Channel, user) is { } approver ? approver.Id : given.By;

    /// <summary>The person who renews a request.</summary>
    /// <param name="request">The renewal.</param>
    public string Of(RenewRequest request) => Of(request.Channel, request.By);

    /// <summary>The person who asked, whose id is that of a key.</summary>
    /// <param name="approval">The request.</param>
    public string AskerOf(Approval approval) => Of(ApprovalChannels.Http, approval.RequestedBy);

    /// <summary>Who asks when they change what somebody else asked for: the same id that a request of theirs would carry.</summary>
    /// <param name="request">The decision.</param>
    public string AskerOf(DecideRequest request) => Keyed.Contains(request.Channel) ? request.By : Of(request.Channel, request.By);

    /// <summary>The person who decides.</summary>
    /// <param name="request">The decision.</param>
    /// <returns>The person's id, or <c>unknownApprover</c>.</returns>
    public Outcome<string> DeciderOf(DecideRequest request) =>
        Find(request.Channel, request.By) is { } approver ? approver.Id
        : Keyed.Contains(request.Channel) && (listed.IsEmpty || request.By == Local) ? request.By
        : Problem.Forbidden("unknownApprover", "You are not among the people who may decide; GET /v1/approvers lists them.");

    private Approver? Find(string channel, string user) =>
        listed.FirstOrDefault(approver => approver.Channels.Any(identity => Same(identity, Keyed.Contains(channel) ? ApprovalChannels.Http : channel, user)));

    private static bool Same(ApproverChannel identity, string channel, string user) =>
        identity.Channel == channel
        && string.Equals(identity.User, user, channel == ApprovalChannels.Email ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
