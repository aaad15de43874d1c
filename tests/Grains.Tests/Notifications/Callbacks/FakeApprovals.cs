using System.Collections.Concurrent;
using System.Collections.Immutable;
using AgentCluster.Approvals;
using AgentCluster.Execution;
using AgentCluster.TestKit;

namespace AgentCluster.Grains.Tests.Notifications.Callbacks;

/// <summary>Takes decisions, each operation once, and says what the test wants.</summary>
internal sealed class FakeApprovals : StringKeyGrains, IApprovalsGrain
{
    private readonly ConcurrentDictionary<string, Outcome<Approval>> _done = new();

    /// <summary>Decisions that had an effect.</summary>
    public ConcurrentQueue<(string Id, DecideRequest Request)> Decided { get; } = [];

    /// <summary>The tenants whose approvals were asked.</summary>
    public ConcurrentQueue<string> Tenants { get; } = [];

    /// <summary>What stands in place of the next decisions, or null.</summary>
    public Problem? Refusal { get; set; }

    /// <summary>Thrown by the next calls.</summary>
    public ConcurrentQueue<Exception> Faults { get; } = [];

    public override T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null)
    {
        Tenants.Enqueue(primaryKey);
        return (T)(object)this;
    }

    public Task<Outcome<Approval>> DecideAsync(string id, DecideRequest decision, CancellationToken cancellationToken = default)
    {
        if (Faults.TryDequeue(out var fault))
        {
            throw fault;
        }

        return Task.FromResult(_done.GetOrAdd(decision.Operation!, _ =>
        {
            if (Refusal is { } refusal)
            {
                return refusal;
            }

            Decided.Enqueue((id, decision));
            return new Approval
            {
                Id = id, Status = decision.Decision == Decision.Approve ? ApprovalStatus.Approved : ApprovalStatus.Rejected, Summary = "s", Agent = "a", Tool = "t", Source = "default",
                Arguments = "{}", Risk = Risk.Medium, RequestedBy = "r", Hash = decision.Hash, CreatedAt = default, ExpiresAt = default,
            };
        }));
    }

    public Task<Outcome<Page<Approval>>> ListAsync(ApprovalQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Outcome<Approval>> GetAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<int> TickAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Approval> RequestAsync(ApprovalRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Outcome<Approval>> RenewAsync(string id, RenewRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ImmutableArray<Approver>> ApproversAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Outcome<ImmutableArray<Approver>>> ReplaceApproversAsync(ImmutableArray<Approver> approvers, string by, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
