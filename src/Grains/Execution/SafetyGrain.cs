using AgentCluster.Execution.Freeze;
using AgentCluster.Execution.Policy;
using Orleans.Concurrency;

namespace AgentCluster.Execution;

/// <summary>What may be done for a tenant, and what would be.</summary>
[StatelessWorker]
internal sealed class SafetyGrain(SafeExecutor executor, RiskPolicy policy, FreezeStore freeze) : Grain, ISafetyGrain
{
    private string Tenant => this.GetPrimaryKeyString();

    public Task<Outcome<Inspection>> InspectAsync(string source, string sql, CancellationToken cancellationToken = default) =>
        executor.InspectAsync(new SourceKey(Tenant, source), sql, cancellationToken);

    public Task<PolicyView> PolicyAsync() => Task.FromResult(policy.View);

    public Task<FreezeState> FreezeStateAsync(CancellationToken cancellationToken = default) => freeze.ReadAsync(Tenant, cancellationToken);

    public Task<FreezeState> FreezeAsync(bool frozen, string? reason, string by, CancellationToken cancellationToken = default) =>
        freeze.SetAsync(Tenant, frozen, reason, by, cancellationToken);
}
