using AgentCluster.Client.Rpc.Messages;
using Grpc.Core;

namespace AgentCluster.Client.Rpc;

/// <summary>The roster.</summary>
internal sealed class AgentService(IGrainFactory grains) : V1.AgentService.AgentServiceBase
{
    /// <inheritdoc />
    public override async Task<V1.ListAgentsResponse> ListAgents(V1.ListAgentsRequest request, ServerCallContext context)
    {
        var query = RpcCall.Query(("limit", request.HasLimit ? request.Limit : null), ("cursor", request.HasCursor ? request.Cursor : null));
        return (await AgentEndpoints.ListAsync(context.Caller(), query, grains, context.CancellationToken)).Value<ListResource<AgentResource>>().ToMessage();
    }

    /// <inheritdoc />
    public override async Task<V1.Agent> GetAgent(V1.GetAgentRequest request, ServerCallContext context) =>
        (await AgentEndpoints.GetAsync(request.Id, context.Caller(), grains, context.CancellationToken)).Value<AgentResource>().ToMessage();
}
