using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentCluster.Interactions;
using Orleans.Runtime;

namespace AgentCluster.Client.Http;

/// <summary>The events of a question as Server-Sent Events (WHATWG HTML, section 9.2).</summary>
internal static class InteractionEvents
{
    private const int MostAttempts = 3;

    /// <summary>Streams everything after <c>Last-Event-ID</c>, the ended interaction last.</summary>
    public static async Task<IResult> StreamAsync(string id, HttpContext http, Caller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!TryReadPosition(http.Request, out var after))
        {
            return ProblemAnswer.Invalid("Last-Event-ID", "'Last-Event-ID' must be the id of an earlier event of this stream, a whole number.");
        }

        return InteractionEndpoints.Grain(grains, caller, id) is { } grain && await grain.GetAsync(TimeSpan.Zero, cancellationToken) is not null
            ? TypedResults.ServerSentEvents(EventsAsync(grain, after, cancellationToken))
            : InteractionEndpoints.Unknown(id);
    }

    private static bool TryReadPosition(HttpRequest request, out int after)
    {
        after = 0;
        var header = request.Headers["Last-Event-ID"];
        return header.Count == 0 || string.IsNullOrEmpty(header[0])
            || (header.Count == 1 && int.TryParse(header[0], NumberStyles.None, CultureInfo.InvariantCulture, out after));
    }

    // A stream breaks off when its activation goes, which it does as soon as the question has ended: it is taken up after the last
    // event, where the next activation reads the end from the row. Without any progress in between it is left to the reader to resume.
    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(IInteractionGrain grain, int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int position = after, attempts = 0; attempts < MostAttempts; attempts++)
        {
            await using var events = grain.EventsAsync(position, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await HasNextAsync(events))
            {
                yield return Item(events.Current);
                if (events.Current.Done is not null)
                {
                    yield break;
                }

                (position, attempts) = (events.Current.Sequence, 0);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static async Task<bool> HasNextAsync(IAsyncEnumerator<InteractionEvent> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception fault) when (fault is EnumerationAbortedException or OperationCanceledException or TimeoutException or OrleansMessageRejectionException)
        {
            return false;
        }
    }

    private static SseItem<string> Item(InteractionEvent happened) => happened.Done is { } done
        ? new(JsonSerializer.Serialize(InteractionDetailResource.From(done), WireJson.Answers), "done") { EventId = IdOf(happened) }
        : new(JsonSerializer.Serialize(happened.Step, WireJson.Answers), "step") { EventId = IdOf(happened) };

    private static string IdOf(InteractionEvent happened) => happened.Sequence.ToString(CultureInfo.InvariantCulture);
}
