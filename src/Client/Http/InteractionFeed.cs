using System.Runtime.CompilerServices;
using AgentCluster.Interactions;
using Orleans.Runtime;

namespace AgentCluster.Client.Http;

/// <summary>The events of a question, over as many activations of its grain as it takes.</summary>
internal static class InteractionFeed
{
    private const int MostAttempts = 3;

    private enum Turn
    {
        Event,
        Quiet,
        Broken,
    }

    /// <summary>
    /// Everything after a position, the ended interaction last. A stream breaks off when its activation goes, which it does as soon as the
    /// question has ended: it is taken up after the last event, where the next activation reads the end from the row. Without any progress
    /// in between, and when the process stops, it ends early and is left to the reader to resume.
    /// </summary>
    public static async IAsyncEnumerable<InteractionEvent> ReadAsync(
        IInteractionGrain grain, int after, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        for (int position = after, attempts = 0; attempts < MostAttempts; attempts++)
        {
            await using var events = grain.EventsAsync(position, either.Token).GetAsyncEnumerator(either.Token);
            Turn turn;
            while ((turn = await NextAsync(events)) == Turn.Event)
            {
                yield return events.Current;
                if (events.Current.Done is not null)
                {
                    yield break;
                }

                (position, attempts) = (events.Current.Sequence, 0);
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (stopping.IsCancellationRequested)
            {
                yield break;
            }

            // A step may take longer than a call may wait. As long as the grain answers, that is no fault.
            if (turn == Turn.Quiet && await grain.GetAsync(TimeSpan.Zero, cancellationToken) is not null)
            {
                attempts = -1;
            }
        }
    }

    private static async Task<Turn> NextAsync(IAsyncEnumerator<InteractionEvent> events)
    {
        try
        {
            return await events.MoveNextAsync() ? Turn.Event : Turn.Broken;
        }
        catch (TimeoutException)
        {
            return Turn.Quiet;
        }
        catch (Exception fault) when (fault is EnumerationAbortedException or OperationCanceledException or OrleansMessageRejectionException)
        {
            return Turn.Broken;
        }
    }
}
