using AgentCluster.Client.Tests.Fakes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Client.Tests;

public sealed class ReadinessProbeTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeCluster _cluster = new();
    private readonly Lifetime _lifetime = new();
    private readonly ReadinessProbe _probe;

    public ReadinessProbeTests()
    {
        var readiness = new Readiness();
        readiness.Discovered();
        _probe = new(readiness, _cluster.Grains, _lifetime, _time);
    }

    [Fact]
    public async Task Probes_WithinASecond_AskTheClusterOnce()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(await _probe.NotReadyAsync(default));
        }

        Assert.Equal(1, _cluster.Probes);
        _cluster.NoCatalog = Problem.Unavailable("notDiscovered", "secret");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("The default source is not ready.", await _probe.NotReadyAsync(default));
        Assert.Equal(2, _cluster.Probes);
    }

    [Fact]
    public async Task Probes_WhileTheClusterIsSlow_WaitForOneAnswer()
    {
        var held = new TaskCompletionSource();
        _cluster.BeforeProbe = _ => held.Task;

        var first = _probe.NotReadyAsync(default);
        _time.Advance(TimeSpan.FromSeconds(2));
        var second = _probe.NotReadyAsync(default);
        held.SetResult();

        Assert.Null(await first);
        Assert.Null(await second);
        Assert.Equal(1, _cluster.Probes);
    }

    [Fact]
    public async Task Probe_OfAClusterThatDoesNotAnswer_SaysSoInTime()
    {
        _cluster.BeforeProbe = _ => new TaskCompletionSource().Task;

        var probe = _probe.NotReadyAsync(default);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("The cluster does not answer.", await probe.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Probe_OfAProcessThatStops_SaysSoAtOnce()
    {
        Assert.Null(await _probe.NotReadyAsync(default));

        _lifetime.StopApplication();

        Assert.Equal("The process is stopping.", await _probe.NotReadyAsync(default));
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => _stopping.Cancel();
    }
}
