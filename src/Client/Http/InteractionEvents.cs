using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentCluster.Interactions;

namespace AgentCluster.Client.Http;

/// <summary>The events of a question as Server-Sent Events (WHATWG HTML, section 9.2).</summary>
internal static class InteractionEvents
{
    /// <summary>Streams everything after <c>Last-Event-ID</c>, the ended interaction last.</summary>
    public static async Task<IResult> StreamAsync(string id, HttpContext http, Caller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!TryReadPosition(http.Request, out var after))
        {
            return ProblemAnswer.Invalid("Last-Event-ID", "'Last-Event-ID' must be the id of an earlier event of this stream, a whole number.");
        }

        return InteractionEndpoints.Grain(grains, caller, id) is { } grain && await grain.GetAsync(TimeSpan.Zero, cancellationToken) is not null
            ? TypedResults.ServerSentEvents(ItemsAsync(grain, after, Admitted.Of(http).Stopping, cancellationToken))
            : InteractionEndpoints.Unknown(id);
    }

    private static bool TryReadPosition(HttpRequest request, out int after)
    {
        after = 0;
        var header = request.Headers["Last-Event-ID"];
        return header.Count == 0 || string.IsNullOrEmpty(header[0])
            || (header.Count == 1 && int.TryParse(header[0], NumberStyles.None, CultureInfo.InvariantCulture, out after));
    }

    private static async IAsyncEnumerable<SseItem<string>> ItemsAsync(
        IInteractionGrain grain, int after, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var happened in InteractionFeed.ReadAsync(grain, after, stopping, cancellationToken))
        {
            yield return Item(happened);
        }
    }

    private static SseItem<string> Item(InteractionEvent happened) => happened.Done is { } done
        ? new(JsonSerializer.Serialize(InteractionDetailResource.From(done), WireJson.Answers), "done") { EventId = IdOf(happened) }
        : new(JsonSerializer.Serialize(happened.Step, WireJson.Answers), "step") { EventId = IdOf(happened) };

    private static string IdOf(InteractionEvent happened) => happened.Sequence.ToString(CultureInfo.InvariantCulture);
}
