using Orleans.Concurrency;

namespace AgentCluster.Notifications.Callbacks;

/// <summary>Hands a request to the receiver of its service. Reentrant: it holds nothing at all between two awaits.</summary>
[StatelessWorker, Reentrant]
internal sealed class CallbackGrain(IEnumerable<ICallbackReceiver> receivers) : Grain, ICallbackGrain
{
    public async Task<CallbackResult> ReceiveAsync(Callback callback, CancellationToken cancellationToken = default) =>
        receivers.FirstOrDefault(receiver => receiver.Name == this.GetPrimaryKeyString()) is { } receiver
            ? await receiver.ReceiveAsync(callback, cancellationToken)
            : CallbackResult.NotConfigured;
}
