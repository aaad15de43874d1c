using System.Text;
using AgentCluster.Execution;
using AgentCluster.Interactions;

namespace AgentCluster.Client.Http;

/// <summary>Questions that were asked.</summary>
internal static class InteractionEndpoints
{
    /// <summary>Adds <c>/v1/interactions</c> and <c>/v1/conversations</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").WithTags("Interactions").RequireRole(Roles.Ask);
        group.MapGet("/interactions", ListAsync)
            .Describe("ListInteractions", "Questions, newest first, without their rows.")
            .Takes("agent", "conversationId", "status", "since", "limit", "cursor")
            .Answers<ListResource<InteractionResource>>(200).Problems(400, 503);
        group.MapGet("/interactions/{id}", (string id, HttpContext http, Caller caller, QueryReader query, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken) =>
                GetAsync(id, http, caller, query, WaitOf(query), grains, time, cancellationToken))
            .Describe("GetInteraction", "A question with its steps; waitSeconds waits for its end.").Takes("waitSeconds")
            .Answers<InteractionDetailResource>(200).Problems(400, 404, 503);
        group.MapGet("/interactions/{id}/events", InteractionEvents.StreamAsync).WaitsForCluster()
            .Describe("StreamInteraction", "Server-Sent Events `step` and, last, `done`; resumes after Last-Event-ID.")
            .Produces<string>(200, "text/event-stream").Problems(400, 404, 503);
        group.MapGet("/interactions/{id}/rows.csv", CsvAsync)
            .Describe("GetInteractionRows", "The rows as CSV (RFC 4180), safe to open in a spreadsheet.")
            .Produces<string>(200, "text/csv").Problems(404, 503);
        group.MapPost("/interactions/{id}/cancel", CancelAsync).OnceByKey()
            .Describe("CancelInteraction", "Ends a running question; one that has ended stays as it is.")
            .Answers<InteractionDetailResource>(200).Problems(404, 409, 422, 503);
        group.MapPost("/interactions/{id}/feedback", FeedbackAsync).OnceByKey().WaitsForCluster()
            .Describe("GiveFeedback", "Says whether the answer was right; a corrected statement is tried and learned.")
            .Answers<InteractionDetailResource>(200).Problems(400, 404, 409, 413, 415, 422, 503);
        group.MapGet("/conversations/{id}", ConversationAsync)
            .Describe("GetConversation", "A conversation's questions, oldest first.")
            .Answers<ConversationResource>(200).Problems(404, 503);
    }

    /// <summary>The problem of an id that names no interaction.</summary>
    public static ProblemAnswer Unknown(string id) =>
        ProblemAnswer.From(Problem.NotFound("unknownInteraction", $"There is no interaction '{Printable(id)}'.", "id"));

    /// <summary>The grain of an interaction, or null when the id cannot be one's.</summary>
    public static IInteractionGrain? Grain(IGrainFactory grains, Caller caller, string id) =>
        id.Length <= 40 && id.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c) || c == '-')
            ? grains.GetGrain<IInteractionGrain>(new InteractionKey(caller.Tenant, id).ToString())
            : null;

    /// <summary><c>waitSeconds</c> of a read; none when absent.</summary>
    public static TimeSpan WaitOf(QueryReader query) => TimeSpan.FromSeconds(query.Whole("waitSeconds", 0, 0, AskBody.MaxWaitSeconds));

    /// <summary>A page of questions.</summary>
    public static async Task<IResult> ListAsync(Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var wanted = new InteractionQuery
        {
            Agent = query.Text("agent"),
            ConversationId = query.Text("conversationId"),
            Status = query.Choice<InteractionStatus>("status"),
            Since = query.Instant("since"),
            Limit = query.Whole("limit", 50, 1, 200),
            Cursor = query.Text("cursor", 1_000),
        };
        return query.Refusal ?? Answer.Of(
            await grains.GetGrain<IInteractionIndexGrain>(caller.Tenant).ListAsync(wanted, cancellationToken),
            page => ListResource<InteractionResource>.From(page, InteractionResource.From));
    }

    /// <summary>A question, waiting for its end at most as long as said.</summary>
    public static async Task<IResult> GetAsync(
        string id, HttpContext http, Caller caller, QueryReader query, TimeSpan longest, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        if (query.Refusal is { } refusal)
        {
            return refusal;
        }

        var wait = new LongWait(longest, Admitted.Of(http), time);
        return Grain(grains, caller, id) is { } grain && await grain.GetAsync(wait.Next(), cancellationToken) is { } interaction
            ? Answer.Ok(InteractionDetailResource.From(await wait.ForEndAsync(grain, interaction, cancellationToken)))
            : Unknown(id);
    }

    private static async Task<IResult> CsvAsync(string id, Caller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (Grain(grains, caller, id) is not { } grain || await grain.GetAsync(TimeSpan.Zero, cancellationToken) is not { } interaction)
        {
            return Unknown(id);
        }

        return interaction.Result is { } result
            ? TypedResults.File(Encoding.UTF8.GetBytes(ResultCsv.From(result)), "text/csv; charset=utf-8", $"{interaction.Id}.csv")
            : ProblemAnswer.From(Problem.NotFound("noRows", "This interaction has no rows: no statement ran for it, or it has not ended yet."));
    }

    /// <summary>Ends a running question.</summary>
    public static async Task<IResult> CancelAsync(string id, Caller caller, Body<NoFields> body, IGrainFactory grains, CancellationToken cancellationToken) =>
        Grain(grains, caller, id) is { } grain
            ? Answer.Of(await grain.CancelAsync(cancellationToken), InteractionDetailResource.From)
            : Unknown(id);

    /// <summary>Records a person's word.</summary>
    public static async Task<IResult> FeedbackAsync(string id, HttpContext http, Caller caller, Body<FeedbackBody> body, IGrainFactory grains, CancellationToken cancellationToken) =>
        Grain(grains, caller, id) is { } grain
            ? Answer.Of(await grain.FeedbackAsync(body.Value.ToFeedback() with { Operation = IdempotentRequest.OperationOf(http) }, cancellationToken), InteractionDetailResource.From)
            : Unknown(id);

    private static async Task<IResult> ConversationAsync(string id, Caller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!Texts.IsName(id))
        {
            return UnknownConversation(id);
        }

        var page = await grains.GetGrain<IInteractionIndexGrain>(caller.Tenant).ListAsync(new() { ConversationId = id, Limit = 200 }, cancellationToken);
        return page is { Succeeded: true, Value.Items.IsEmpty: true }
            ? UnknownConversation(id)
            : Answer.Of(page, found => new ConversationResource(id, [.. found.Items.Reverse().Select(InteractionResource.From)], found.Next));
    }

    private static ProblemAnswer UnknownConversation(string id) =>
        ProblemAnswer.From(Problem.NotFound("unknownConversation", $"There is no conversation '{Printable(id)}'.", "id"));

    private static string Printable(string id) => id.Length <= 64 && Texts.IsName(id) ? id : "of that id";
}
