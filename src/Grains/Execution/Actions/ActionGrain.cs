using AgentCluster.Approvals;

namespace AgentCluster.Execution.Actions;

/// <summary>Puts the steps of one action in an order; its row is the only truth, so that the grain keeps nothing.</summary>
internal sealed class ActionGrain(ActionDesk desk) : Grain, IActionGrain
{
    private ActionKey Key => ActionKey.Parse(this.GetPrimaryKeyString());

    public Task<Outcome<ActionOutcome>> ProposeAsync(ActionProposal proposal, CancellationToken cancellationToken = default) =>
        LeaveAsync(desk.ProposeAsync(Key, proposal with { Id = Key.Id }, cancellationToken));

    public async Task<Outcome<ActionOutcome>> ExecuteAsync(string approvalId, CancellationToken cancellationToken = default) =>
        Shown(await LeaveAsync(desk.ExecuteAsync(Key, approvalId, cancellationToken)));

    public async Task<Outcome<ActionOutcome>> SettleAsync(CancellationToken cancellationToken = default) =>
        Shown(await LeaveAsync(desk.SettleAsync(Key, cancellationToken)));

    public async Task<Outcome<ActionOutcome>> CancelAsync(CancellationToken cancellationToken = default) =>
        Shown(await LeaveAsync(desk.CancelAsync(Key, cancellationToken)));

    public Task<Outcome<Approval>> ReviseAsync(string approvalId, DecideRequest decision, ActionProposal proposal, CancellationToken cancellationToken = default) =>
        LeaveAsync(desk.ReviseAsync(Key, approvalId, decision, proposal, cancellationToken));

    public Task<Outcome<ActionOutcome>> RenewAsync(string renewalId, CancellationToken cancellationToken = default) =>
        LeaveAsync(desk.RenewAsync(Key, renewalId, cancellationToken));

    private async Task<T> LeaveAsync<T>(Task<T> work)
    {
        try
        {
            return await work;
        }
        finally
        {
            DeactivateOnIdle();
        }
    }

    private static Outcome<ActionOutcome> Shown(Outcome<ActionRow> row) => row.Succeeded ? row.Value.ToOutcome() : row.Problem;
}
