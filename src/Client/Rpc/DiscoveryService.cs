using AgentCluster.Client.Rpc.Messages;
using AgentCluster.Discovery;
using Grpc.Core;

namespace AgentCluster.Client.Rpc;

/// <summary>What is known of the sources.</summary>
internal sealed class DiscoveryService(IGrainFactory grains, RpcOnce once) : V1.DiscoveryService.DiscoveryServiceBase
{
    /// <inheritdoc />
    [RequireRole(Roles.Operate), WaitsForCluster]
    public override Task<V1.DiscoveryRun> Discover(V1.DiscoverRequest request, ServerCallContext context)
    {
        var body = RpcCall.Checked(new DiscoveryRunBody { Source = request.HasSource ? request.Source : null });
        return once.RunAsync(request, context, async () =>
            (await DiscoveryEndpoints.RunAsync(context.Caller(), body, grains, context.CancellationToken)).Value<DiscoveryRunResource>().ToMessage());
    }

    /// <inheritdoc />
    public override async Task<V1.CatalogSummary> GetCatalog(V1.GetCatalogRequest request, ServerCallContext context)
    {
        var query = RpcCall.Query(("source", request.HasSource ? request.Source : null));
        return (await DiscoveryEndpoints.SummaryAsync(context.Caller(), query, grains, context.CancellationToken)).Value<CatalogResource>().ToMessage();
    }

    /// <inheritdoc />
    public override async Task<V1.ListTablesResponse> ListTables(V1.ListCatalogRequest request, ServerCallContext context) =>
        (await DiscoveryEndpoints.TablesAsync(context.Caller(), QueryOf(request), grains, context.CancellationToken)).Value<ListResource<TableResource>>().ToMessage();

    /// <inheritdoc />
    public override async Task<V1.ListFunctionsResponse> ListFunctions(V1.ListCatalogRequest request, ServerCallContext context) =>
        (await DiscoveryEndpoints.FunctionsAsync(context.Caller(), QueryOf(request), grains, context.CancellationToken)).Value<ListResource<FunctionResource>>().ToMessage();

    /// <inheritdoc />
    public override async Task<V1.ListRelationshipsResponse> ListRelationships(V1.ListCatalogRequest request, ServerCallContext context) =>
        (await DiscoveryEndpoints.RelationshipsAsync(context.Caller(), QueryOf(request), grains, context.CancellationToken)).Value<ListResource<CatalogRelationship>>().ToMessage();

    private static QueryReader QueryOf(V1.ListCatalogRequest request) => RpcCall.Query(
        ("source", request.HasSource ? request.Source : null),
        ("limit", request.HasLimit ? request.Limit : null),
        ("cursor", request.HasCursor ? request.Cursor : null));
}
