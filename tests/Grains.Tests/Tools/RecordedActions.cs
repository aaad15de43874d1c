using System.Collections.Concurrent;
using AgentCluster.Approvals;
using AgentCluster.Execution;
using AgentCluster.TestKit;

namespace AgentCluster.Grains.Tests.Tools;

/// <summary>A grain factory whose actions are written down instead of done; every other grain is the cluster's.</summary>
internal sealed class RecordedActions(IGrainFactory cluster) : StringKeyGrains, IActionGrain
{
    public ConcurrentQueue<ActionProposal> Proposals { get; } = [];

    public ExecutionStatus Status { get; set; } = ExecutionStatus.Executed;

    public Task<Outcome<ActionOutcome>> ProposeAsync(ActionProposal proposal, CancellationToken cancellationToken = default)
    {
        Proposals.Enqueue(proposal);
        return Task.FromResult<Outcome<ActionOutcome>>(new ActionOutcome { ExecutionId = proposal.Id, Status = Status });
    }

    public Task<Outcome<ActionOutcome>> ExecuteAsync(string approvalId, CancellationToken cancellationToken = default) => Unasked<Outcome<ActionOutcome>>();

    public Task<Outcome<ActionOutcome>> SettleAsync(CancellationToken cancellationToken = default) => Unasked<Outcome<ActionOutcome>>();

    public Task<Outcome<ActionOutcome>> CancelAsync(CancellationToken cancellationToken = default) => Unasked<Outcome<ActionOutcome>>();

    public Task<Outcome<Approval>> ReviseAsync(string approvalId, DecideRequest decision, ActionProposal proposal, CancellationToken cancellationToken = default) => Unasked<Outcome<Approval>>();

    public Task<Outcome<ActionOutcome>> RenewAsync(string renewalId, CancellationToken cancellationToken = default) => Unasked<Outcome<ActionOutcome>>();

    public override T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null) => this is T actions ? actions : cluster.GetGrain<T>(primaryKey, grainClassNamePrefix);

    private static Task<T> Unasked<T>() => throw new InvalidOperationException("A tool proposes; what becomes of the proposal is nothing that it may ask for.");
}
