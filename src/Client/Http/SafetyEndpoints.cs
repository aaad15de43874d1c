using AgentCluster.Execution;

namespace AgentCluster.Client.Http;

/// <summary>What a statement would do.</summary>
internal static class SafetyEndpoints
{
    /// <summary>Adds <c>/v1/safety/inspections</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGroup("/v1/safety").WithTags("Safety").RequireRole(Roles.Ask | Roles.Operate)
            .MapPost("/inspections", InspectAsync).WaitsForCluster()
            .Describe("InspectSql", "Says what a statement would do on a source; executes nothing.")
            .Answers<Inspection>(200).Problems(400, 404, 413, 415, 503);

    private static async Task<IResult> InspectAsync(Caller caller, Body<InspectionBody> body, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Of(
            await grains.GetGrain<ISafetyGrain>(caller.Tenant).InspectAsync(body.Value.Source ?? SourceKey.DefaultSource, body.Value.Sql!, cancellationToken),
            inspection => inspection);
}
