using AgentCluster.Client.Hosting;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Client.Tests.Hosting;

public sealed class CallRetriesTests
{
    private static readonly Exception Lost = new TimeoutException("Nobody answered.");

    private readonly FakeTimeProvider _time = new();

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

    private async Task RunAsync(IOutgoingGrainCallContext context)
    {
        var invoked = new CallRetries(_time, NullLogger<CallRetries>.Instance).Invoke(context);
        while (!invoked.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(800));
            await Task.Yield();
        }

        await invoked;
    }
}
