using System.Reflection;

namespace AgentCluster.Client.Hosting;

/// <summary>
/// Sends a grain call again that a dying silo swallowed, when its interface says that it may be (<see cref="RepeatableAttribute"/>). What the
/// cluster itself answered, also that its database is away, is the caller's to repeat: refused fast rather than waited for.
/// </summary>
internal sealed partial class CallRetries(TimeProvider time, ILogger<CallRetries> logger) : IOutgoingGrainCallFilter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(800);

    /// <inheritdoc />
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var started = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause < LongestPause ? 2 * pause : pause)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception fault) when (IsLost(fault) && IsRepeatable(context.InterfaceMethod) && time.GetElapsedTime(started) < Patience)
            {
                LogRepeated(logger, context.MethodName, fault);
            }

            await Task.Delay(pause, time);
        }
    }

    private static bool IsLost(Exception fault) => fault is not (AgentClusterException or OperationCanceledException) && TransientFaults.IsTransient(fault);

    private static bool IsRepeatable(MethodInfo method) =>
        method.IsDefined(typeof(RepeatableAttribute)) || method.DeclaringType?.IsDefined(typeof(RepeatableAttribute)) == true;
}
