using Orleans.Concurrency;

namespace AgentCluster.Execution;

/// <summary>Inspects statements for a tenant.</summary>
[StatelessWorker]
internal sealed class SafetyGrain(SafeExecutor executor) : Grain, ISafetyGrain
{
    public Task<Outcome<Inspection>> InspectAsync(string source, string sql, CancellationToken cancellationToken = default) =>
        executor.InspectAsync(new SourceKey(this.GetPrimaryKeyString(), source), sql, cancellationToken);
}
