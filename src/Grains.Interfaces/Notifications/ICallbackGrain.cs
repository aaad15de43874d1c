namespace AgentCluster.Notifications;

/// <summary>
/// Takes what a chat service sends; the grain key is the service's name, such as <c>slack</c>. The silos alone know its secrets, so the gateway
/// hands over what came as it came.
/// </summary>
[Repeatable, Alias("AgentCluster.Notifications.ICallbackGrain")]
public interface ICallbackGrain : IGrainWithStringKey
{
    /// <summary>Judges a request, and takes the decision that it carries: durable when this returns <see cref="CallbackResult.Taken"/>.</summary>
    /// <param name="callback">The request.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    [Alias("ReceiveAsync")]
    Task<CallbackResult> ReceiveAsync(Callback callback, CancellationToken cancellationToken = default);
}
