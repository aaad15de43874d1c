using AgentCluster.Execution;

namespace AgentCluster.Client.Http;

/// <summary>What a statement would do, and what may be done.</summary>
internal static class SafetyEndpoints
{
    /// <summary>Adds <c>/v1/safety</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/safety").WithTags("Safety").RequireRole(Roles.Ask | Roles.Operate);
        group.MapPost("/inspections", InspectAsync).WaitsForCluster()
            .Describe("InspectSql", "Says what a statement would do on a source; executes nothing.")
            .Answers<Inspection>(200).Problems(400, 404, 413, 415, 503);
        group.MapGet("/policy", PolicyAsync)
            .Describe("GetPolicy", "The policy in force: which changes are how risky, and who decides.")
            .Answers<PolicyView>(200).Problems(503);
        group.MapGet("/freeze", FreezeStateAsync)
            .RequireRole(Roles.Ask | Roles.Operate | Roles.Admin)
            .Describe("GetFreeze", "Whether anything may be changed or sent.")
            .Answers<FreezeState>(200).Problems(503);
        group.MapPut("/freeze", FreezeAsync)
            .RequireRole(Roles.Operate | Roles.Admin)
            .Describe("PutFreeze", "Turns the freeze switch: while it is on nothing is changed or sent, whatever was approved; reads go on.")
            .Answers<FreezeState>(200).Problems(400, 413, 415, 503);
    }

    private static async Task<IResult> InspectAsync(Caller caller, Body<InspectionBody> body, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Of(
            await Safety(grains, caller).InspectAsync(body.Value.Source ?? SourceKey.DefaultSource, body.Value.Sql!, cancellationToken),
            inspection => inspection);

    private static async Task<IResult> PolicyAsync(Caller caller, IGrainFactory grains) => Answer.Ok(await Safety(grains, caller).PolicyAsync());

    private static async Task<IResult> FreezeStateAsync(Caller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Ok(await Safety(grains, caller).FreezeStateAsync(cancellationToken));

    private static async Task<IResult> FreezeAsync(Caller caller, Body<FreezeBody> body, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Ok(await Safety(grains, caller).FreezeAsync(body.Value.Frozen!.Value, body.Value.Reason, caller.Id, cancellationToken));

    private static ISafetyGrain Safety(IGrainFactory grains, Caller caller) => grains.GetGrain<ISafetyGrain>(caller.Tenant);
}
