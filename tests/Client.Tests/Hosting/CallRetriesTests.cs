using AgentCluster.Client.Hosting;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentCluster.Client.Tests.Hosting;

public sealed class CallRetriesTests
{
    private static readonly Exception Lost = new TimeoutException("Nobody answered.");

    [Fact]
    public async Task Invoke_ALostCallThatMayBeRepeated_IsSentUntilItIsAnswered()
    {
        var (context, call) = LostCall.To(typeof(IInteractionGrain).GetMethod("StartAsync")!, attempt => attempt < 4 ? Lost : null);

        await RunAsync(context);

        Assert.Equal(4, call.Attempts);
    }

    [Fact]
    public async Task Invoke_ALostCallThatIsNotSaidToBeRepeatable_IsSentOnce()
    {
        var (context, call) = LostCall.To(typeof(ISourcesGrain).GetMethod("DeleteAsync")!, _ => Lost);

        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(context));

        Assert.Equal(1, call.Attempts);
    }

    [Fact]
    public async Task Invoke_AFaultThatTheClusterItselfAnswered_IsPassedOnAtOnce()
    {
        var (context, call) = LostCall.To(typeof(IInteractionGrain).GetMethod("StartAsync")!, _ => new AgentClusterException("The database is away.", isTransient: true));

        await Assert.ThrowsAsync<AgentClusterException>(() => RunAsync(context));

        Assert.Equal(1, call.Attempts);
    }

    [Fact]
    public async Task Invoke_WhenNoSiloComesBack_GivesUp()
    {
        var (context, call) = LostCall.To(typeof(ISourcesGrain).GetMethod("GetAsync")!, _ => Lost);

        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(context));

        Assert.InRange(call.Attempts, 5, 50);
    }

    private static Task RunAsync(IOutgoingGrainCallContext context) =>
        new CallRetries(new HurriedTime(), NullLogger<CallRetries>.Instance).Invoke(context);

    /// <summary>A clock on which every wait is over as soon as it begins, and counts as long as it was meant to be.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Add(ref _ticks, dueTime.Ticks);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
