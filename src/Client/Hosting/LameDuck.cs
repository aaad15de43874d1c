namespace AgentCluster.Client.Hosting;

/// <summary>
/// Keeps a gateway that was told to stop answering for a moment while its readiness already says no, so that a load balancer looks
/// elsewhere before the port closes.
/// </summary>
internal sealed class LameDuck(TimeProvider time) : IHostedLifecycleService
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(Duration, time, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
