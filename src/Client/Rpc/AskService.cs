using AgentCluster.Client.Rpc.Messages;
using Grpc.Core;

namespace AgentCluster.Client.Rpc;

/// <summary>Asking.</summary>
internal sealed class AskService(IGrainFactory grains, TimeProvider time, RpcOnce once) : V1.AskService.AskServiceBase
{
    /// <inheritdoc />
    public override Task<V1.Interaction> Ask(V1.AskRequest request, ServerCallContext context)
    {
        var body = BodyOf(request);
        return AskAsync(request, body, RpcCall.Within(body.Wait, context.Deadline, time.GetUtcNow()), context);
    }

    /// <inheritdoc />
    [WaitsForCluster]
    public override async Task AskStream(V1.AskRequest request, IServerStreamWriter<V1.InteractionEvent> responseStream, ServerCallContext context)
    {
        var accepted = await AskAsync(request, BodyOf(request), TimeSpan.Zero, context);
        await responseStream.WriteAsync(new() { InteractionId = accepted.InteractionId, Accepted = accepted }, context.CancellationToken);
        await InteractionService.StreamAsync(grains, accepted.InteractionId, after: 0, responseStream, context);
    }

    private static AskBody BodyOf(V1.AskRequest request) => RpcCall.Checked(new AskBody
    {
        Question = request.Question,
        ConversationId = request.HasConversationId ? request.ConversationId : null,
        Source = request.HasSource ? request.Source : null,
        TimeZone = request.HasTimeZone ? request.TimeZone : null,
        WaitSeconds = request.HasWaitSeconds ? request.WaitSeconds : null,
    }).Value;

    private Task<V1.Interaction> AskAsync(V1.AskRequest request, AskBody body, TimeSpan wait, ServerCallContext context) =>
        once.RunAsync(request, context, async () =>
        {
            var agent = request.HasAgent ? request.Agent : null;
            var answer = await AskEndpoints.AskAsync(context.GetHttpContext(), context.Caller(), agent, body, wait, grains, time, context.CancellationToken);
            return answer.Value<InteractionResource>().ToMessage();
        });
}
