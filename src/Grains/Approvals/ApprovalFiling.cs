using AgentCluster.Execution;
using AgentCluster.Storage;
using Microsoft.Extensions.Options;

namespace AgentCluster.Approvals;

/// <summary>
/// Lets requests in: what is asked already is not asked twice, and no agent asks for more at once than people can look at. A client that acts for
/// itself is not counted: it is a person, or answers to one.
/// </summary>
public sealed class ApprovalFiling(ApprovalClock clock, IOptions<ApprovalsOptions> options)
{
    // Each is lost to an equal request that was filed, and ended, at the same time.
    private const int Attempts = 20;

    private readonly ApprovalsOptions _options = options.Value;

    /// <summary>Files a request in the caller's transaction, with the times that its risk gives it.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="approval">The request, timed.</param>
    /// <param name="content">Digest of what is asked.</param>
    /// <returns>The request; the equal one that waits already; or <c>tooManyOpenRequests</c>.</returns>
    public async Task<Outcome<Approval>> FileAsync(PlatformSession session, string tenant, Approval approval, string content)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await ApprovalStore.FindOpenAsync(session, tenant, approval.Agent, content) is { } equal)
            {
                // One that is overdue is no answer to who asks anew, nor is one that somebody has ended in this moment.
                await clock.PassAsync(session, tenant, equal);
                if (await ApprovalStore.FindAsync(session, tenant, equal) is { Status: ApprovalStatus.Pending } waiting)
                {
                    return waiting;
                }

                continue;
            }

            if (approval.Agent != ActionProposal.Client && await ApprovalStore.CountOpenAsync(session, tenant, approval.Agent, _options.MostOpenPerAgent) >= _options.MostOpenPerAgent)
            {
                return TooMany(approval.Agent);
            }

            if (await ApprovalStore.FileAsync(session, tenant, approval, content))
            {
                return approval;
            }
        }

        throw new AgentClusterException("Equal requests came and went too quickly; nothing was filed.", isTransient: true);
    }

    /// <summary>A request with the times that the options give it.</summary>
    /// <param name="approval">The request, with its risk and when it was filed.</param>
    /// <param name="timeout">How long people have before it expires or escalates; null for the configured time.</param>
    public Approval Timed(Approval approval, TimeSpan? timeout = null) => approval.Timed(timeout ?? _options.Timeout, _options.LongTimeout);

    private Problem TooMany(string agent) => Problem.Forbidden(
        "tooManyOpenRequests",
        $"{_options.MostOpenPerAgent} requests of {agent} wait for a decision. Let people decide on them, or take some back, before it asks for more; {ApprovalsOptions.SectionName}:{nameof(ApprovalsOptions.MostOpenPerAgent)} allows no more at once.");
}
