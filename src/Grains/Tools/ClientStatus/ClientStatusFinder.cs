using System.Collections.Immutable;
using AgentCluster.Discovery;
using AgentCluster.Tools.Querying;

namespace AgentCluster.Tools.ClientStatus;

/// <summary>Finds where a source keeps clients and their status: as configured, otherwise the one table that can be meant.</summary>
internal static class ClientStatusFinder
{
    private const string Setting = $"{ToolsOptions.SectionName}:ClientStatus";

    // What the people such a tool is for are called.
    private static readonly string[] Words = ["client", "customer"];

    /// <summary>The table, or what has to be configured.</summary>
    public static Outcome<ClientStatusTable> Find(Catalog catalog, ClientStatusOptions? options)
    {
        if (options?.Table is { } name)
        {
            var table = CatalogLookup.Table(catalog, name, $"{Setting}:{catalog.Source}:Table");
            return table.Succeeded ? Of(catalog, table.Value, options) : table.Problem;
        }

        var fitting = catalog.Tables.Where(table => !table.IsView && IsOfClients(table.Name)).Select(table => Of(catalog, table, options)).Where(found => found.Succeeded).ToList();
        return fitting.Count == 1 ? fitting[0] : Unmapped(catalog, fitting);
    }

    private static Outcome<ClientStatusTable> Of(Catalog catalog, CatalogTable table, ClientStatusOptions? options)
    {
        var key = options?.Key ?? (table.PrimaryKey is [var only] ? only : null);
        if (key is null || table.Column(key) is not { } keyColumn)
        {
            return Missing(catalog, "Key", $"'{table.Identifier}' has no key of one column");
        }

        var columns = options?.Column is { } named
            ? [.. table.Columns.Where(column => string.Equals(column.Name, named, StringComparison.OrdinalIgnoreCase))]
            : table.Columns.Where(column => IsStatus(column.Name) && !Values(catalog, column).IsEmpty).ToList();
        return columns is [var status] && Values(catalog, status) is { IsEmpty: false } values
            ? new ClientStatusTable(table, keyColumn, status, values)
            : Missing(catalog, "Column", $"'{table.Identifier}' has {(columns.Count > 1 ? "several columns" : "no column")} with a status of known values");
    }

    private static ImmutableArray<string> Values(Catalog catalog, CatalogColumn column)
    {
        var type = column.BaseType ?? column.DeclaredType;
        var labels = catalog.Enums.FirstOrDefault(known => known.Name == type || $"{known.Schema}.{known.Name}" == type)?.Labels;
        return labels ?? [.. (column.Profile?.Values ?? []).Select(value => value.Value).Order(StringComparer.Ordinal)];
    }

    private static bool IsOfClients(string table) =>
        Array.Exists(Words, word => EndsWithWord(table, word) || EndsWithWord(table, $"{word}s"));

    private static bool IsStatus(string column) => EndsWithWord(column, "status");

    private static bool EndsWithWord(string name, string word) =>
        string.Equals(name, word, StringComparison.OrdinalIgnoreCase) || name.EndsWith($"_{word}", StringComparison.OrdinalIgnoreCase);

    private static Problem Unmapped(Catalog catalog, List<Outcome<ClientStatusTable>> fitting) => Missing(
        catalog,
        "Table",
        fitting.Count == 0 ? "no table of clients with a key of one column and a status of known values was found"
            : $"several tables could be meant: {string.Join(", ", fitting.Select(found => found.Value!.Table.Identifier))}");

    private static Problem Missing(Catalog catalog, string setting, string why) =>
        Problem.Conflict("notMapped", $"In source '{catalog.Source}' {why}; set {Setting}:{catalog.Source}:{setting}.");
}
