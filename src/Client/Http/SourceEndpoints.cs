using System.Text.RegularExpressions;
using AgentCluster.Execution;

namespace AgentCluster.Client.Http;

/// <summary>The databases that are asked about.</summary>
internal static partial class SourceEndpoints
{
    /// <summary>Adds <c>/v1/sources</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/sources").WithTags("Sources").RequireRole(Roles.Ask | Roles.Operate);
        group.MapGet("", ListAsync)
            .Describe("ListSources", "Every source, by name; connection strings are never returned.").Takes("limit", "cursor")
            .Answers<ListResource<SourceView>>(200).Problems(400, 503);
        group.MapGet("/{name}", GetAsync)
            .Describe("GetSource", "A source.")
            .Answers<SourceView>(200).Problems(404, 503);
        group.MapPut("/{name}", PutAsync).WaitsForCluster()
            .RequireRole(Roles.Operate)
            .Describe("PutSource", "Adds or replaces a source after it was reached and proved to be a database.")
            .Answers<SourceView>(200).Problems(400, 403, 409, 413, 415, 503);
        group.MapDelete("/{name}", DeleteAsync)
            .RequireRole(Roles.Operate)
            .Describe("DeleteSource", "Removes a source; what was learned of it is retired by the next learning run.")
            .Answers<SourceView>(200).Problems(403, 404, 409, 503);
    }

    /// <summary>The problem of a source that the tenant does not have, or null.</summary>
    public static async Task<ProblemAnswer?> UnknownAsync(IGrainFactory grains, Caller caller, string source, CancellationToken cancellationToken)
    {
        if (!NamePattern().IsMatch(source))
        {
            return Unknown("source");
        }

        var found = await grains.GetGrain<ISourcesGrain>(caller.Tenant).GetAsync(source, cancellationToken);
        return found.Succeeded ? null : ProblemAnswer.From(found.Problem with { Field = "source" });
    }

    private static async Task<IResult> ListAsync(Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var slice = Slice.Read(query);
        return query.Refusal as IResult ?? Answer.Ok(slice.Of(await grains.GetGrain<ISourcesGrain>(caller.Tenant).ListAsync(cancellationToken)));
    }

    private static async Task<IResult> GetAsync(string name, Caller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        NamePattern().IsMatch(name)
            ? Answer.Of(await grains.GetGrain<ISourcesGrain>(caller.Tenant).GetAsync(name, cancellationToken), view => view)
            : Unknown("name");

    private static async Task<IResult> PutAsync(string name, Caller caller, Body<SourceBody> body, IGrainFactory grains, CancellationToken cancellationToken) =>
        NamePattern().IsMatch(name)
            ? Answer.Of(await grains.GetGrain<ISourcesGrain>(caller.Tenant).PutAsync(name, body.Value.ToSettings(), cancellationToken), view => view)
            : ProblemAnswer.Invalid("name", "A source name is 1 to 64 characters of a-z, 0-9, '-' and '_'.");

    private static async Task<IResult> DeleteAsync(string name, Caller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        NamePattern().IsMatch(name)
            ? Answer.Of(await grains.GetGrain<ISourcesGrain>(caller.Tenant).DeleteAsync(name, cancellationToken), view => view)
            : Unknown("name");

    private static ProblemAnswer Unknown(string field) =>
        ProblemAnswer.From(Problem.NotFound("unknownSource", "There is no source of that name; GET /v1/sources lists them.", field));

    [GeneratedRegex(@"\A[a-z0-9_-]{1,64}\z")]
    private static partial Regex NamePattern();
}
