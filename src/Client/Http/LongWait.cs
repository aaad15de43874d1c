using AgentCluster.Interactions;

namespace AgentCluster.Client.Http;

/// <summary>
/// Waits for an interaction or a decision in short grain calls: a call to a silo that died is noticed when its response timeout is over, and the next
/// call reaches another silo.
/// </summary>
internal sealed class LongWait(TimeSpan total, Admitted admitted, TimeProvider time)
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly long _start = time.GetTimestamp();

    /// <summary>How long the next call may wait; zero when the time is over or the process stops.</summary>
    public TimeSpan Next()
    {
        var left = total - time.GetElapsedTime(_start);
        return left <= TimeSpan.Zero || admitted.Stopping.IsCancellationRequested ? TimeSpan.Zero : left < LongestCall ? left : LongestCall;
    }

    /// <summary>The interaction when it no longer runs, the time is over, the process stops, or too many wait already.</summary>
    public Task<Interaction> ForStopAsync(IInteractionGrain grain, Interaction interaction, CancellationToken cancellationToken) =>
        ForAsync(grain, interaction, [InteractionStatus.Running], cancellationToken);

    /// <summary>The interaction when it has ended, and a human decided if one has to; or as it stands when the time is over.</summary>
    public Task<Interaction> ForEndAsync(IInteractionGrain grain, Interaction interaction, CancellationToken cancellationToken) =>
        ForAsync(grain, interaction, [InteractionStatus.Running, InteractionStatus.AwaitingApproval], cancellationToken);

    /// <summary>What is read when it is as wanted, or as it stands when the time is over; read anew every half second.</summary>
    public async Task<T> UntilAsync<T>(T value, Func<T, bool> isWanted, Func<Task<T>> read, CancellationToken cancellationToken)
    {
        while (!isWanted(value) && Next() is var wait && wait > TimeSpan.Zero && admitted.TryWait())
        {
            await Task.Delay(wait < Pause ? wait : Pause, time, cancellationToken);
            value = await read();
        }

        return value;
    }

    private async Task<Interaction> ForAsync(IInteractionGrain grain, Interaction interaction, InteractionStatus[] open, CancellationToken cancellationToken)
    {
        while (open.Contains(interaction.Status) && Next() is var wait && wait > TimeSpan.Zero && admitted.TryWait())
        {
            interaction = await grain.GetAsync(wait, cancellationToken) ?? interaction;
        }

        return interaction;
    }
}
