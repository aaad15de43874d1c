using System.Text.Json;
using AgentCluster.Client.Rpc.Messages;
using Grpc.Core;

namespace AgentCluster.Client.Rpc;

/// <summary>Questions that were asked.</summary>
internal sealed class InteractionService(IGrainFactory grains, TimeProvider time, RpcOnce once) : V1.InteractionService.InteractionServiceBase
{
    /// <summary>Streams the events of a question to their end.</summary>
    public static async Task StreamAsync(
        IGrainFactory grains, string id, int after, IServerStreamWriter<V1.InteractionEvent> stream, ServerCallContext context)
    {
        var grain = InteractionEndpoints.Grain(grains, context.Caller(), id);
        if (grain is null || await grain.GetAsync(TimeSpan.Zero, context.CancellationToken) is null)
        {
            throw new ProblemException(InteractionEndpoints.Unknown(id));
        }

        var last = after;
        await foreach (var happened in InteractionFeed.ReadAsync(grain, after, Admitted.Of(context.GetHttpContext()).Stopping, context.CancellationToken))
        {
            await stream.WriteAsync(happened.ToMessage(id), context.CancellationToken);
            if (happened.Done is not null)
            {
                return;
            }

            last = happened.Sequence;
        }

        throw new AgentClusterException($"The stream broke off; StreamInteraction takes it up after {last}.", isTransient: true);
    }

    /// <inheritdoc />
    public override async Task<V1.Interaction> GetInteraction(V1.GetInteractionRequest request, ServerCallContext context)
    {
        var query = RpcCall.Query(("waitSeconds", request.HasWaitSeconds ? request.WaitSeconds : null));
        var wait = RpcCall.Within(InteractionEndpoints.WaitOf(query), context.Deadline, time.GetUtcNow());
        var answer = await InteractionEndpoints.GetAsync(
            request.InteractionId, context.GetHttpContext(), context.Caller(), query, wait, grains, time, context.CancellationToken);
        return answer.Value<InteractionDetailResource>().ToMessage();
    }

    /// <inheritdoc />
    public override async Task<V1.ListInteractionsResponse> ListInteractions(V1.ListInteractionsRequest request, ServerCallContext context)
    {
        var query = RpcCall.Query(
            ("agent", request.HasAgent ? request.Agent : null),
            ("conversationId", request.HasConversationId ? request.ConversationId : null),
            ("status", request.HasStatus ? JsonNamingPolicy.CamelCase.ConvertName(request.Status.ToString()) : null),
            ("since", request.Since),
            ("limit", request.HasLimit ? request.Limit : null),
            ("cursor", request.HasCursor ? request.Cursor : null));
        return (await InteractionEndpoints.ListAsync(context.Caller(), query, grains, context.CancellationToken)).Value<ListResource<InteractionResource>>().ToMessage();
    }

    /// <inheritdoc />
    public override Task<V1.Interaction> CancelInteraction(V1.CancelInteractionRequest request, ServerCallContext context) =>
        once.RunAsync(request, context, async () =>
        {
            var answer = await InteractionEndpoints.CancelAsync(request.InteractionId, context.Caller(), RpcCall.Checked(new NoFields()), grains, context.CancellationToken);
            return answer.Value<InteractionDetailResource>().ToMessage();
        });

    /// <inheritdoc />
    [WaitsForCluster]
    public override Task<V1.Interaction> GiveFeedback(V1.GiveFeedbackRequest request, ServerCallContext context)
    {
        var said = request.Feedback ?? new();
        var body = RpcCall.Checked(new FeedbackBody
        {
            Verdict = JsonNamingPolicy.CamelCase.ConvertName(said.Verdict.ToString()),
            CorrectedSql = said.HasCorrectedSql ? said.CorrectedSql : null,
            Comment = said.HasComment ? said.Comment : null,
        });
        return once.RunAsync(request, context, async () =>
        {
            var answer = await InteractionEndpoints.FeedbackAsync(
                request.InteractionId, context.GetHttpContext(), context.Caller(), body, grains, context.CancellationToken);
            return answer.Value<InteractionDetailResource>().ToMessage();
        });
    }

    /// <inheritdoc />
    [WaitsForCluster]
    public override Task StreamInteraction(V1.StreamInteractionRequest request, IServerStreamWriter<V1.InteractionEvent> responseStream, ServerCallContext context) =>
        StreamAsync(grains, request.InteractionId, request.After, responseStream, context);
}
