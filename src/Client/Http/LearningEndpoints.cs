using AgentCluster.Learning;

namespace AgentCluster.Client.Http;

/// <summary>Teaching, and learning by itself.</summary>
internal static class LearningEndpoints
{
    /// <summary>Adds <c>/v1/learning</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/learning").WithTags("Learning").RequireRole(Roles.Ask | Roles.Operate);
        group.MapPost("/examples", TeachAsync).OnceByKey().WaitsForCluster()
            .RequireRole(Roles.Ask)
            .Describe("Teach", "Tries examples and learns those that read and run; each is accepted or rejected with the reason.")
            .Answers<ListResource<BatchItem>>(200).Problems(400, 404, 409, 413, 415, 422, 503);
        group.MapGet("/status", StatusAsync)
            .Describe("GetLearningStatus", "Where background learning stands.")
            .Answers<LearningResource>(200).Problems(503);
        group.MapGet("/patterns", PatternsAsync)
            .Describe("ListLearnedPatterns", "What recurs in questions and statements: routine questions, hot joins, frequent filters, most used tables.")
            .Takes("source", "kind", "limit", "cursor")
            .Answers<ListResource<LearnedPattern>>(200).Problems(400, 404, 503);
        group.MapPost("/runs", RunAsync).OnceByKey()
            .RequireRole(Roles.Operate)
            .Describe("StartLearning", "Starts a run now unless one is under way.")
            .Answers<LearningResource>(202).Problems(409, 422, 503);
        group.MapPut("/schedule", ScheduleAsync)
            .RequireRole(Roles.Operate)
            .Describe("ScheduleLearning", "Changes the time between runs.")
            .Answers<LearningResource>(200).Problems(400, 413, 415, 503);
    }

    private static async Task<IResult> TeachAsync(HttpContext http, Caller caller, Body<ExamplesBody> body, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Of(
            await grains.GetGrain<ITeacherGrain>(caller.Tenant).TeachAsync(body.Value.ToRequest() with { Operation = IdempotentRequest.OperationOf(http) }, cancellationToken),
            items => new ListResource<BatchItem> { Items = items });

    private static async Task<IResult> StatusAsync(Caller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Ok(LearningResource.From(await grains.GetGrain<IBackgroundLearnerGrain>(caller.Tenant).StatusAsync(cancellationToken)));

    private static async Task<IResult> PatternsAsync(Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var slice = Slice.Read(query);
        var kind = query.Choice("kind", PatternKinds.All);
        var source = query.Source();
        var refusal = query.Refusal ?? await SourceEndpoints.UnknownAsync(grains, caller, source, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var patterns = await grains.GetGrain<IBackgroundLearnerGrain>(caller.Tenant).PatternsAsync(source, cancellationToken);
        return Answer.Ok(slice.Of([.. patterns.Where(pattern => kind is null || pattern.Kind == kind)]));
    }

    private static async Task<IResult> RunAsync(Caller caller, Body<NoFields> body, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var status = await grains.GetGrain<IBackgroundLearnerGrain>(caller.Tenant).RunAsync(cancellationToken);
        return new Answer(StatusCodes.Status202Accepted, LearningResource.From(status), "/v1/learning/status");
    }

    private static async Task<IResult> ScheduleAsync(Caller caller, Body<ScheduleBody> body, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Of(
            await grains.GetGrain<IBackgroundLearnerGrain>(caller.Tenant).ScheduleAsync(body.Value.ToInterval(), cancellationToken),
            LearningResource.From);
}
