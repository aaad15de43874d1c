using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Tools.Querying;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.BuiltIn;

/// <summary>What discovery found: the tables, or the columns of one.</summary>
internal sealed class DescribeSchemaTool(CatalogCache catalogs) : IAnsweringTool
{
    private const string Table = "table";
    private const int MostValues = 20;

    public string Name => "describe_schema";

    public string Description => "Lists the tables and views of the source, or with 'table' the columns of one with their types, keys, references and known values.";

    public Shape Arguments { get; } = Shape.Object("Arguments of describe_schema", Shape.Text("name of a table or view, with or without its schema").Optional(Table));

    public bool Changes => false;

    public async Task<Outcome<ActionOutcome>> AnswerAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var catalog = await catalogs.GetAsync(call.Source, cancellationToken);
        if (!catalog.Succeeded)
        {
            return catalog.Problem;
        }

        if (call.Read<Wanted>().Table is not { } name)
        {
            return call.Answer($"{catalog.Value.Tables.Length} tables and views.", Tables(catalog.Value));
        }

        var table = CatalogLookup.Table(catalog.Value, name, $"{ToolArguments.Root}.{Table}");
        return table.Succeeded ? call.Answer(table.Value.Comment, Columns(catalog.Value, table.Value)) : table.Problem;
    }

    private static ResultSet Tables(Catalog catalog) => ResultTable.Of(
        [("table", "text"), ("kind", "text"), ("rows", "integer"), ("columns", "text"), ("comment", "text")],
        [.. catalog.Tables.Select(table => new object?[]
        {
            table.Identifier, table.Kind.ToString(), table.RowCount, string.Join(", ", table.Columns.Select(column => column.Name)), table.Comment,
        })]);

    private static ResultSet Columns(Catalog catalog, CatalogTable table) => ResultTable.Of(
        [("column", "text"), ("type", "text"), ("holds", "text"), ("nullable", "boolean"), ("key", "boolean"), ("references", "text"), ("values", "text"), ("comment", "text")],
        [.. table.Columns.Select(column => new object?[]
        {
            column.Name, column.DeclaredType, column.Type.ToString(), column.Nullable, table.PrimaryKey.Contains(column.Name), Reference(catalog, table, column),
            column.Profile is { Values: { Length: > 0 } values } ? string.Join(", ", values.Take(MostValues).Select(value => value.Value)) : null, column.Comment,
        })]);

    private static string? Reference(Catalog catalog, CatalogTable table, CatalogColumn column)
    {
        var found = catalog.Relationships.FirstOrDefault(r => r.FromTable == table.Identifier && r.FromColumns.Contains(column.Name));
        return found is null ? null : $"{found.ToTable}.{found.ToColumns[found.FromColumns.IndexOf(column.Name)]}";
    }

    private sealed record Wanted(string? Table);
}
