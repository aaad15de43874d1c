using System.Text.Json;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Tools.ClientStatus;
using AgentCluster.Tools.Querying;
using AgentCluster.Tools.Schemas;
using Microsoft.Extensions.Options;

namespace AgentCluster.Tools.BuiltIn;

/// <summary>Sets the status of one client, by its key and to a value that is in use.</summary>
internal sealed class UpdateClientStatusTool(CatalogCache catalogs, SourceRegistry sources, IOptions<ToolsOptions> options) : IProposingTool, IDefinedTool
{
    private const string Id = $"{ToolArguments.Root}.id";
    private const string Status = $"{ToolArguments.Root}.status";

    public string Name => "update_client_status";

    public string Description => "Sets the status of one client, named by its key, to one of the values that the source knows.";

    public Shape Arguments { get; } = Shape.Object(
        "Arguments of update_client_status",
        Shape.Value("key of the client, a number or a text").Required("id"),
        Shape.Text("the new status").Required("status"));

    public bool Changes => true;

    public async Task<Outcome<ActionProposal>> ProposeAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var catalog = await catalogs.GetAsync(call.Source, cancellationToken);
        if (!catalog.Succeeded)
        {
            return catalog.Problem;
        }

        var found = Find(catalog.Value);
        return found.Succeeded ? Write(call, catalog.Value.Dialect, found.Value) : found.Problem;
    }

    /// <summary>By source: its table, key, column and values.</summary>
    public async Task<string?> DefinitionAsync(string tenant, CancellationToken cancellationToken)
    {
        var mapped = new Dictionary<string, object>();
        foreach (var source in await sources.NamesAsync(tenant, cancellationToken))
        {
            if ((await catalogs.GetAsync(new(tenant, source), cancellationToken)).Value is { } catalog && Find(catalog).Value is { } found)
            {
                mapped[source] = new { table = found.Table.Identifier, key = found.Key.Name, column = found.Column.Name, values = found.Values };
            }
        }

        return JsonSerializer.Serialize(mapped);
    }

    private Outcome<ClientStatusTable> Find(Catalog catalog) => ClientStatusFinder.Find(catalog, options.Value.ClientStatus.TryGetValue(catalog.Source, out var configured) ? configured : null);

    private static Outcome<ActionProposal> Write(ToolCall call, string dialect, ClientStatusTable clients)
    {
        var wanted = call.Read<Wanted>();
        if (clients.Values.FirstOrDefault(value => string.Equals(value, wanted.Status, StringComparison.OrdinalIgnoreCase)) is not { } status)
        {
            return Problem.Invalid(Status, $"'{wanted.Status}' is no status of {clients.Table.Identifier}: it is one of {string.Join(", ", clients.Values)}{Nearest.Hint(wanted.Status, clients.Values)}.");
        }

        if (wanted.Id.ValueKind is not (JsonValueKind.Number or JsonValueKind.String))
        {
            return Problem.Invalid(Id, $"'{Id}' must be one key, a number or a text.");
        }

        var key = ColumnValues.Of(clients.Key, wanted.Id, Id);
        if (!key.Succeeded)
        {
            return key.Problem;
        }

        var text = new StatementText(dialect);
        var sql = $"""
            UPDATE {StatementText.Name(clients.Table)}
            SET {StatementText.Name(clients.Column.Name)} = {text.Value(JsonSerializer.Serialize(status), clients.Column)}
            WHERE {StatementText.Name(clients.Key.Name)} = {text.Value(key.Value, clients.Key)}
            """;
        var summary = $"Set {clients.Column.Name} to '{status}' in {clients.Table.Identifier} where {clients.Key.Name} is {wanted.Id}.";
        return call.Statement(summary, sql, text.Parameters) with { Bounded = true };
    }

    private sealed record Wanted(JsonElement Id, string Status);
}
