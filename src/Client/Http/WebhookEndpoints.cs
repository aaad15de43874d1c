using System.Text.RegularExpressions;
using AgentCluster.Notifications;

namespace AgentCluster.Client.Http;

/// <summary>Programs of others that are told what happens (Standard Webhooks 1.0).</summary>
internal static partial class WebhookEndpoints
{
    /// <summary>Adds <c>/v1/webhooks</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/webhooks").WithTags("Webhooks").RequireRole(Roles.Operate | Roles.Admin);
        group.MapGet("", ListAsync)
            .Describe("ListWebhooks", "Every webhook, by name; secrets are never returned.").Takes("limit", "cursor")
            .Answers<ListResource<WebhookView>>(200).Problems(400, 503);
        group.MapGet("/{name}", GetAsync)
            .Describe("GetWebhook", "A webhook; its secret is never returned.")
            .Answers<WebhookView>(200).Problems(404, 503);

        // Without idempotency, as for keys: an answer with a secret is not kept.
        group.MapPut("/{name}", PutAsync)
            .Describe("PutWebhook", "Adds or replaces a webhook. A new secret is shown this once; the one that it replaces signs as well for another 24 hours.")
            .Answers<WebhookView>(200).Problems(400, 403, 409, 413, 415, 503);
        group.MapDelete("/{name}", DeleteAsync)
            .Describe("DeleteWebhook", "Removes a webhook, and what it was not yet told.")
            .Answers<WebhookView>(200).Problems(404, 503);
    }

    private static async Task<IResult> ListAsync(Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var slice = Slice.Read(query);
        return query.Refusal as IResult ?? Answer.Ok(slice.Of(await Webhooks(grains, caller).ListAsync(cancellationToken)));
    }

    private static async Task<IResult> GetAsync(string name, Caller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Of(await Webhooks(grains, caller).GetAsync(name, cancellationToken), view => view);

    private static async Task<IResult> PutAsync(string name, Caller caller, Body<WebhookBody> body, IGrainFactory grains, CancellationToken cancellationToken) =>
        NamePattern().IsMatch(name)
            ? Answer.Of(await Webhooks(grains, caller).PutAsync(name, body.Value.ToSettings(), cancellationToken), view => view)
            : ProblemAnswer.Invalid("name", "A webhook's name is 1 to 64 characters of a-z, 0-9, '-' and '_'.");

    private static async Task<IResult> DeleteAsync(string name, Caller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Of(await Webhooks(grains, caller).DeleteAsync(name, cancellationToken), view => view);

    private static IWebhooksGrain Webhooks(IGrainFactory grains, Caller caller) => grains.GetGrain<IWebhooksGrain>(caller.Tenant);

    [GeneratedRegex(@"\A[a-z0-9_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
