namespace AgentCluster.Notifications.Callbacks;

/// <summary>Judges the requests of one chat service.</summary>
internal interface ICallbackReceiver
{
    /// <summary>The service's name, such as <c>slack</c>.</summary>
    string Name { get; }

    /// <summary>Judges a request before it reads it, and does what it says.</summary>
    /// <param name="callback">The request.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    Task<CallbackResult> ReceiveAsync(Callback callback, CancellationToken cancellationToken);
}
