using AgentCluster.Interactions;

namespace AgentCluster.Client.Http;

/// <summary>
/// Waits for an interaction in short grain calls: a call to a silo that died is noticed when its response timeout is over, and the next
/// call reaches another silo.
/// </summary>
internal sealed class LongWait(TimeSpan total, Admitted admitted, TimeProvider time)
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(1);
    private readonly long _start = time.GetTimestamp();

    /// <summary>How long the next call may wait; zero when the time is over or the process stops.</summary>
    public TimeSpan Next()
    {
        var left = total - time.GetElapsedTime(_start);
        return left <= TimeSpan.Zero || admitted.Stopping.IsCancellationRequested ? TimeSpan.Zero : left < LongestCall ? left : LongestCall;
    }

    /// <summary>The interaction when it no longer runs, the time is over, the process stops, or too many wait already.</summary>
    public async Task<Interaction> ForEndAsync(IInteractionGrain grain, Interaction interaction, CancellationToken cancellationToken)
    {
        while (interaction.Status == InteractionStatus.Running && Next() is var wait && wait > TimeSpan.Zero && admitted.TryWait())
        {
            interaction = await grain.GetAsync(wait, cancellationToken) ?? interaction;
        }

        return interaction;
    }
}
