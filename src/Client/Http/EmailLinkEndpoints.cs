using System.Text;
using AgentCluster.Client.Http.Pages;
using AgentCluster.Notifications;
using Microsoft.AspNetCore.WebUtilities;

namespace AgentCluster.Client.Http;

/// <summary>What the links of mails lead to: a page that says what is asked. Looking at it decides nothing, since programs look at links in mails too; its form does.</summary>
internal static class EmailLinkEndpoints
{
    private const int MaxBytes = 64 * 1024;
    private const int LongestReason = 1_000;

    // Anybody may send here: who is slower than that keeps nobody out.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Adds <c>/approvals/{link}</c> to the callbacks.</summary>
    public static void Map(IEndpointRouteBuilder callbacks)
    {
        callbacks.MapGet("/approvals/{link}", ShowAsync)
            .Describe("ShowMailedApproval", "The page behind the link of a mail: what is asked, and a form to decide. It decides nothing by itself.")
            .Produces(StatusCodes.Status200OK, contentType: DecisionPage.ContentType).Problems(421, 429, 503);
        callbacks.MapPost("/approvals/{link}", DecideAsync)
            .Describe("DecideMailedApproval", "The form of that page: takes the decision of the person to whom the link was mailed, once, and shows what stands.")
            .Produces(StatusCodes.Status200OK, contentType: DecisionPage.ContentType).Problems(413, 421, 429, 503);
    }

    private static async Task<IResult> ShowAsync(string link, IGrainFactory grains, CancellationToken cancellationToken) =>
        PageOf(await Links(grains).ShowAsync(link, cancellationToken));

    private static async Task<IResult> DecideAsync(string link, HttpContext http, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ReadAsync(http.Request, time, cancellationToken);
        return body is null ? refusal!
            : Read(body) is { } decision ? PageOf(await Links(grains).DecideAsync(link, decision, cancellationToken))
            : PageOf(await Links(grains).ShowAsync(link, cancellationToken));
    }

    private static async Task<(byte[]? Body, IResult? Refusal)> ReadAsync(HttpRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await BodyReader.ReadBytesAsync(request, MaxBytes, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return (null, new ProblemAnswer(StatusCodes.Status408RequestTimeout, "tooSlow", "The form did not arrive in time; nothing was decided. Send it again."));
        }
    }

    private static LinkDecision? Read(byte[] body)
    {
        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(body));
            var form = reader.ReadForm();
            return form.TryGetValue("decision", out var decision) && decision.ToString() is "approve" or "reject" && form.TryGetValue("hash", out var hash)
                ? new()
                {
                    // A page that is sent twice is one decision.
                    Operation = form.TryGetValue("operation", out var sent) && Guid.TryParse(sent, out var operation) ? operation.ToString("N") : Guid.NewGuid().ToString("N"),
                    Approves = decision == "approve",
                    Hash = hash.ToString(),
                    Reason = form.TryGetValue("reason", out var reason) ? Words(reason.ToString()) : null,
                }
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // Whatever a browser sent is somebody's decision: what is too much of its reason is left out.
    private static string? Words(string reason)
    {
        var words = string.Concat(reason.Trim().Where(c => !char.IsControl(c) || c == '\n'));
        return words.Length == 0 ? null : words[..Math.Min(words.Length, LongestReason)];
    }

    private static DecisionPage PageOf(Outcome<LinkCard> card) => card.Succeeded ? DecisionPage.Of(card.Value) : DecisionPage.Of(card.Problem);

    private static IMailLinkGrain Links(IGrainFactory grains) => grains.GetGrain<IMailLinkGrain>(IMailLinkGrain.Key);
}
