using AgentCluster.Interactions;

namespace AgentCluster.Client.Http;

/// <summary>Asking.</summary>
internal static class AskEndpoints
{
    /// <summary>Adds <c>/v1/ask</c> and <c>/v1/agents/{agent}/ask</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").WithTags("Asking").RequireRole(Roles.Ask);
        group.MapPost("/ask", (HttpContext http, Caller caller, Body<AskBody> body, IGrainFactory grains, TimeProvider time) => AskAsync(http, caller, null, body.Value, body.Value.Wait, grains, time, http.RequestAborted))
            .OnceByKey()
            .Describe("Ask", "Asks a question; an agent is picked for it. 202 when it still runs after waitSeconds or waits for a human.")
            .Answers<InteractionResource>(200, 202).Problems(400, 404, 409, 413, 415, 422, 503);
        group.MapPost("/agents/{agent}/ask", (string agent, HttpContext http, Caller caller, Body<AskBody> body, IGrainFactory grains, TimeProvider time) => AskAsync(http, caller, agent, body.Value, body.Value.Wait, grains, time, http.RequestAborted))
            .OnceByKey()
            .Describe("AskAgent", "Asks an agent a question. 202 when it still runs after waitSeconds or waits for a human.")
            .Answers<InteractionResource>(200, 202).Problems(400, 404, 409, 413, 415, 422, 503);
    }

    /// <summary>Starts a question and waits for its end; cancelling ends the wait, never the question.</summary>
    public static async Task<IResult> AskAsync(
        HttpContext http, Caller caller, string? agent, AskBody body, TimeSpan longest, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        var key = IdempotentRequest.NewInteraction(http, caller, time);
        var wait = new LongWait(longest, Admitted.Of(http), time);
        var grain = grains.GetGrain<IInteractionGrain>(key.ToString());
        var started = await grain.StartAsync(body.ToRequest(agent, caller.Id), wait.Next(), cancellationToken);
        if (!started.Succeeded)
        {
            return ProblemAnswer.From(started.Problem);
        }

        var interaction = await wait.ForStopAsync(grain, started.Value, cancellationToken);
        var resource = InteractionResource.From(interaction);
        return interaction.Status is InteractionStatus.Running or InteractionStatus.AwaitingApproval
            ? new Answer(StatusCodes.Status202Accepted, resource, $"/v1/interactions/{interaction.Id}")
            : Answer.Ok(resource);
    }
}
