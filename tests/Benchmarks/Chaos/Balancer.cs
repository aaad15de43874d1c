using AgentCluster.TestKit.Processes;

namespace AgentCluster.Benchmarks.Chaos;

/// <summary>Chooses a gateway for a call as a load balancer does: among those that said, when last asked, that they are ready.</summary>
internal sealed class Balancer : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly IReadOnlyList<SupervisedProcess> _gateways;
    private readonly List<HttpClient> _clients;
    private volatile HttpClient[] _ready;

    public Balancer(IReadOnlyList<SupervisedProcess> gateways)
    {
        _gateways = gateways;
        _clients = [.. gateways.Select(gateway => new HttpClient { BaseAddress = gateway.Url, Timeout = TimeSpan.FromSeconds(60) })];
        _ready = [.. _clients];
    }

    public HttpClient Next(Random random) => _ready is { Length: > 0 } ready ? ready[random.Next(ready.Length)] : _clients[random.Next(_clients.Count)];

    /// <summary>Asks the gateways again and again.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var ready = await Task.WhenAll(_gateways.Select(gateway => gateway.IsReadyAsync(CancellationToken.None)));
            _ready = [.. _clients.Where((_, index) => ready[index])];
            await Task.Delay(Interval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _clients.ForEach(client => client.Dispose());
}
