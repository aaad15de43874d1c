using System.Collections.Concurrent;
using AgentCluster.Execution;
using Orleans.Runtime;

namespace AgentCluster.Grains.Tests.Tools;

/// <summary>A grain factory whose actions are written down instead of done; every other grain is the cluster's.</summary>
internal sealed class RecordedActions(IGrainFactory cluster) : IGrainFactory, IActionGrain
{
    public ConcurrentQueue<ActionProposal> Proposals { get; } = [];

    public ExecutionStatus Status { get; set; } = ExecutionStatus.Executed;

    public Task<Outcome<ActionOutcome>> ProposeAsync(ActionProposal proposal, CancellationToken cancellationToken = default)
    {
        Proposals.Enqueue(proposal);
        return Task.FromResult<Outcome<ActionOutcome>>(new ActionOutcome { ExecutionId = proposal.Id, Status = Status });
    }

    public Task<Outcome<ActionOutcome>> ExecuteAsync(string approvalId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Outcome<ActionOutcome>> SettleAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Outcome<ActionOutcome>> CloseAsync(ExecutionStatus status, string? reason, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithStringKey => this is T actions ? actions : cluster.GetGrain<T>(primaryKey, grainClassNamePrefix);

    public T GetGrain<T>(Guid primaryKey, string? grainClassNamePrefix = null) where T : IGrainWithGuidKey => throw new NotSupportedException();

    public T GetGrain<T>(long primaryKey, string? grainClassNamePrefix = null) where T : IGrainWithIntegerKey => throw new NotSupportedException();

    public T GetGrain<T>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null) where T : IGrainWithGuidCompoundKey => throw new NotSupportedException();

    public T GetGrain<T>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null) where T : IGrainWithIntegerCompoundKey => throw new NotSupportedException();

    public T CreateObjectReference<T>(IGrainObserver obj) where T : IGrainObserver => throw new NotSupportedException();

    public void DeleteObjectReference<T>(IGrainObserver obj) where T : IGrainObserver => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => throw new NotSupportedException();

    public T GetGrain<T>(GrainId grainId) where T : IAddressable => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId) => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw new NotSupportedException();
}
