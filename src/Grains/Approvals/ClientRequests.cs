using System.Globalization;
using AgentCluster.Execution;
using AgentCluster.Execution.Policy;
using AgentCluster.Storage;
using Microsoft.Extensions.Options;

namespace AgentCluster.Approvals;

/// <summary>Requests of clients themselves: people decide, the client acts; nothing is executed by us.</summary>
internal sealed class ClientRequests(IPlatformDatabase database, ApprovalFiling filing, IOptions<PolicyOptions> policy, TimeProvider time)
{
    // They are about no source of ours.
    private const string Source = ActionProposal.Client;

    /// <summary>Files a request; the same call sent again gives the same.</summary>
    /// <returns>The request, or the equal one that waits already.</returns>
    public Task<Approval> FileAsync(string tenant, ApprovalRequest request, CancellationToken cancellationToken) => database.WriteAsync(
        tenant,
        async session =>
        {
            var id = await session.OnceAsync(tenant, request.Operation, time.GetUtcNow(), () => FileAsync(session, tenant, request));
            return (await ApprovalStore.FindAsync(session, tenant, id))!;
        },
        cancellationToken);

    /// <summary>The request that asks the same again. How long one of high risk had before it escalated is not kept.</summary>
    public static ApprovalRequest Again(Approval approval) => new()
    {
        Action = approval.Tool,
        Arguments = approval.Arguments,
        Risk = approval.Risk,
        Timeout = approval.Risk < Risk.High ? approval.ExpiresAt - approval.CreatedAt : null,
        RequestedBy = approval.RequestedBy,
        Operation = $"{approval.Id}-again",
    };

    private async Task<string> FileAsync(PlatformSession session, string tenant, ApprovalRequest request)
    {
        var now = await session.NowAsync();
        var approval = filing.Timed(
            new()
            {
                Id = Guid.CreateVersion7(now).ToString("N"),
                Status = ApprovalStatus.Pending,
                Summary = request.Action,
                Agent = ActionProposal.Client,
                Tool = request.Action,
                Source = Source,
                Arguments = request.Arguments,
                Risk = request.Risk,
                Reasons = ["The client asks for a person's decision."],
                RequestedBy = request.RequestedBy,
                Hash = "",
                Quorum = request.Risk == Risk.Critical && request.RequestedBy != People.Local ? policy.Value.CriticalQuorum : 1,
                CreatedAt = now,
                ExpiresAt = now,
            },
            request.Timeout);
        var filed = await filing.FileAsync(session, tenant, approval with { Hash = HashOf(tenant, approval) }, ContentOf(request));
        if (filed.Value!.Id == approval.Id)
        {
            await DecisionLog.FiledAsync(session, tenant, filed.Value, now);
        }

        return filed.Value.Id;
    }

    private static string HashOf(string tenant, Approval approval) => FieldHash.Of(
    [
        "request 1", tenant, approval.Id, approval.Tool, approval.Arguments, approval.Risk.ToString(), approval.RequestedBy,
        approval.Quorum.ToString(CultureInfo.InvariantCulture), approval.ExpiresAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
    ]);

    private static string ContentOf(ApprovalRequest request) => FieldHash.Of(["request 1", request.RequestedBy, request.Action, request.Arguments, request.Risk.ToString()]);
}
