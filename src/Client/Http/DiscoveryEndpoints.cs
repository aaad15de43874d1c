using AgentCluster.Discovery;
using AgentCluster.Execution;

namespace AgentCluster.Client.Http;

/// <summary>What is known of the sources' structure and data.</summary>
internal static class DiscoveryEndpoints
{
    /// <summary>Adds <c>/v1/discovery</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/discovery").WithTags("Discovery").RequireRole(Roles.Ask | Roles.Operate);
        group.MapPost("/runs", RunAsync).OnceByKey().WaitsForCluster()
            .RequireRole(Roles.Operate)
            .Describe("Discover", "Discovers a source now.")
            .Answers<DiscoveryRunResource>(200).Problems(400, 404, 409, 415, 422, 503);
        group.MapGet("", SummaryAsync)
            .Describe("GetCatalog", "A discovered source in numbers.").Takes("source")
            .Answers<CatalogResource>(200).Problems(400, 404, 503);
        group.MapGet("/graph", (Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken) =>
                ReadAsync(caller, query, grains, GraphResource.From, cancellationToken))
            .Describe("GetGraph", "Tables and relationships as nodes and edges.").Takes("source")
            .Answers<GraphResource>(200).Problems(400, 404, 503);
        MapLists(group);
        group.MapGet("/tables/{schema}.{table}", (string schema, string table, Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken) =>
                TableAsync($"{schema}.{table}", caller, query, grains, cancellationToken))
            .Describe("GetTable", "Everything known of a table or view.").Takes("source")
            .Answers<TableDetailResource>(200).Problems(400, 404, 503);
        group.MapGet("/tables/{name}", TableAsync).ExcludeFromDescription();
    }

    /// <summary>Discovers a source now.</summary>
    public static async Task<IResult> RunAsync(Caller caller, Body<DiscoveryRunBody> body, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var source = body.Value.Source ?? SourceKey.DefaultSource;
        return await SourceEndpoints.UnknownAsync(grains, caller, source, cancellationToken) as IResult
            ?? Answer.Of(await Grain(grains, caller, source).RunAsync(cancellationToken), DiscoveryRunResource.From);
    }

    /// <summary>A discovered source in numbers.</summary>
    public static Task<IResult> SummaryAsync(Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken) =>
        ReadAsync(caller, query, grains, CatalogResource.From, cancellationToken);

    /// <summary>A page of tables and views.</summary>
    public static Task<IResult> TablesAsync(Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken) =>
        ListAsync<TableResource>(caller, query, grains, catalog => [.. catalog.Tables.Select(TableResource.From)], cancellationToken);

    /// <summary>A page of functions.</summary>
    public static Task<IResult> FunctionsAsync(Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken) =>
        ListAsync<FunctionResource>(caller, query, grains, catalog => [.. catalog.Functions.Select(FunctionResource.From)], cancellationToken);

    /// <summary>A page of relationships.</summary>
    public static Task<IResult> RelationshipsAsync(Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken) =>
        ListAsync(caller, query, grains, catalog => catalog.Relationships, cancellationToken);

    private static void MapLists(RouteGroupBuilder group)
    {
        group.MapGet("/tables", TablesAsync)
            .Describe("ListTables", "Tables and views.").Takes("source", "limit", "cursor")
            .Answers<ListResource<TableResource>>(200).Problems(400, 404, 503);
        group.MapGet("/functions", FunctionsAsync)
            .Describe("ListFunctions", "Functions that the source stores; SQLite stores none.").Takes("source", "limit", "cursor")
            .Answers<ListResource<FunctionResource>>(200).Problems(400, 404, 503);
        group.MapGet("/relationships", RelationshipsAsync)
            .Describe("ListRelationships", "Declared and inferred relationships.").Takes("source", "limit", "cursor")
            .Answers<ListResource<CatalogRelationship>>(200).Problems(400, 404, 503);
        group.MapGet("/patterns", (Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken) =>
                ListAsync(caller, query, grains, DataPatternResource.From, cancellationToken))
            .Describe("ListDataPatterns", "What the rows of each table with a time column did lately: volumes, trend, silence, new values.")
            .Takes("source", "limit", "cursor")
            .Answers<ListResource<DataPatternResource>>(200).Problems(400, 404, 503);
        group.MapGet("/changes", ChangesAsync)
            .Describe("ListChanges", "Changes seen, newest first.").Takes("source", "since", "limit", "cursor")
            .Answers<ListResource<CatalogChange>>(200).Problems(400, 404, 503);
    }

    private static async Task<IResult> TableAsync(string name, Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var (catalog, refusal) = await CatalogAsync(caller, query, grains, cancellationToken);
        if (catalog is null)
        {
            return refusal!;
        }

        // Routing leaves an encoded slash as it came.
        var table = catalog.Table(name) ?? catalog.Table(name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
        return table is null
            ? ProblemAnswer.From(Problem.NotFound("unknownTable", "There is no table or view of that name; GET /v1/discovery/tables lists them.", "table"))
            : Answer.Ok(TableDetailResource.From(catalog, table));
    }

    private static async Task<IResult> ChangesAsync(Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var slice = Slice.Read(query);
        var since = query.Instant("since");
        var source = query.Source();
        var refusal = query.Refusal ?? await SourceEndpoints.UnknownAsync(grains, caller, source, cancellationToken);
        return refusal as IResult ?? Answer.Ok(slice.Of(await Grain(grains, caller, source).ChangesAsync(since, cancellationToken)));
    }

    private static async Task<IResult> ListAsync<T>(
        Caller caller, QueryReader query, IGrainFactory grains, Func<Catalog, IReadOnlyList<T>> select, CancellationToken cancellationToken)
    {
        var slice = Slice.Read(query);
        return await ReadAsync(caller, query, grains, catalog => slice.Of(select(catalog)), cancellationToken);
    }

    private static async Task<IResult> ReadAsync(
        Caller caller, QueryReader query, IGrainFactory grains, Func<Catalog, object> map, CancellationToken cancellationToken)
    {
        var (catalog, refusal) = await CatalogAsync(caller, query, grains, cancellationToken);
        return catalog is null ? refusal! : Answer.Ok(map(catalog));
    }

    private static async Task<(Catalog? Catalog, ProblemAnswer? Refusal)> CatalogAsync(
        Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var source = query.Source();
        if ((query.Refusal ?? await SourceEndpoints.UnknownAsync(grains, caller, source, cancellationToken)) is { } refusal)
        {
            return (null, refusal);
        }

        var found = await Grain(grains, caller, source).CatalogAsync(cancellationToken);
        return found.Succeeded ? (found.Value, null) : (null, ProblemAnswer.From(found.Problem));
    }

    private static IDiscoveryGrain Grain(IGrainFactory grains, Caller caller, string source) =>
        grains.GetGrain<IDiscoveryGrain>(new SourceKey(caller.Tenant, source).ToString());
}
