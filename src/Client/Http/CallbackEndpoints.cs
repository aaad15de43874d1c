using System.Runtime.InteropServices;
using AgentCluster.Notifications;

namespace AgentCluster.Client.Http;

/// <summary>What comes from chat services, and from people by the links of their mails. No key opens these: the silos judge each request by what the service signs or shares with them.</summary>
internal static class CallbackEndpoints
{
    // A click carries the whole message, and its letters escaped twice where they are not ASCII.
    private const int MaxBytes = 1024 * 1024;

    // Slack waits three seconds (https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response).
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    private static readonly string[] Headers = ["X-Slack-Signature", "X-Slack-Request-Timestamp", "X-Telegram-Bot-Api-Secret-Token"];

    /// <summary>Adds <c>/callbacks</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/callbacks").WithTags("Callbacks").AllowAnyone().AddEndpointFilter<CallbackGuard>();
        MapService(group, "slack").Describe("SlackCallback", "Interactivity requests of the Slack app: clicks on the buttons of its messages.");
        MapService(group, "telegram").Describe("TelegramCallback", "Updates of the Telegram bot: clicks on the buttons of its messages.");
        EmailLinkEndpoints.Map(group);
    }

    private static RouteHandlerBuilder MapService(IEndpointRouteBuilder group, string channel) => group
        .MapPost($"/{channel}", (HttpContext http, IGrainFactory grains, TimeProvider time) => ReceiveAsync(channel, http, grains, time))
        .Produces(StatusCodes.Status200OK).Problems(400, 401, 404, 413, 421, 429, 503);

    private static async Task<IResult> ReceiveAsync(string channel, HttpContext http, IGrainFactory grains, TimeProvider time)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, http.RequestAborted);
        try
        {
            var (body, refusal) = await BodyReader.ReadBytesAsync(http.Request, MaxBytes, either.Token);
            return body is null ? refusal! : AnswerTo(await Receive(channel, http.Request, body, grains).WaitAsync(either.Token));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new ProblemAnswer(StatusCodes.Status503ServiceUnavailable, "tooSlow", "Whether it counts is not known yet: the message will show it.");
        }
    }

    // What was begun is seen through, whoever has lost patience meanwhile.
    private static Task<CallbackResult> Receive(string channel, HttpRequest request, byte[] body, IGrainFactory grains)
    {
        var received = grains.GetGrain<ICallbackGrain>(channel).ReceiveAsync(
            new()
            {
                Operation = Guid.NewGuid().ToString("N"),
                Headers = Headers.ToImmutableDictionary(name => name.ToLowerInvariant(), name => request.Headers[name].ToString()),
                Body = ImmutableCollectionsMarshal.AsImmutableArray(body),
            },
            CancellationToken.None);
        received.Ignore();
        return received;
    }

    private static IResult AnswerTo(CallbackResult result) => Results.StatusCode(result switch
    {
        CallbackResult.Taken => StatusCodes.Status200OK,
        CallbackResult.Malformed => StatusCodes.Status400BadRequest,
        CallbackResult.NotConfigured => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status401Unauthorized,
    });
}
