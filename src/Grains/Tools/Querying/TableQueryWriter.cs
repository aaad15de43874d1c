using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AgentCluster.Discovery;

namespace AgentCluster.Tools.Querying;

/// <summary>A structured query as one parameterised statement.</summary>
internal sealed class TableQueryWriter
{
    private const string Root = ToolArguments.Root;

    private readonly CatalogTable _table;
    private readonly TableQuery _query;
    private readonly StatementText _text;
    private Problem? _problem;

    private TableQueryWriter(string dialect, CatalogTable table, TableQuery query) => (_text, _table, _query) = (new(dialect), table, query);

    /// <summary>The statement, or the argument at fault.</summary>
    /// <param name="catalog">What there is.</param>
    /// <param name="query">What is wanted.</param>
    public static Outcome<TableStatement> Write(Catalog catalog, TableQuery query)
    {
        var table = CatalogLookup.Table(catalog, query.Table, $"{Root}.table");
        return table.Succeeded ? new TableQueryWriter(catalog.Dialect, table.Value, query).Write() : table.Problem;
    }

    private Outcome<TableStatement> Write()
    {
        var groups = Names(_query.GroupBy, "groupBy");
        var figures = Each(_query.Aggregates, "aggregates", Figure);
        var shown = Shown(groups, figures);
        var conditions = Each(_query.Filters, "filters", Condition);
        var order = Each(_query.OrderBy, "orderBy", Place);
        if (_problem is not null)
        {
            return _problem;
        }

        var sql = string.Join('\n', new[]
        {
            $"SELECT {string.Join(", ", shown)}",
            $"FROM {StatementText.Name(_table)}",
            Clause("WHERE", " AND ", conditions),
            Clause("GROUP BY", ", ", groups),
            Clause("ORDER BY", ", ", order),
            _query.Limit is { } limit ? string.Create(CultureInfo.InvariantCulture, $"LIMIT {limit}") : "",
        }.Where(line => line.Length > 0));
        return new TableStatement(_table, sql, _text.Parameters);
    }

    private List<string> Shown(List<string> groups, List<string> figures)
    {
        var columns = Names(_query.Columns, "columns");
        if (groups.Count == 0 && figures.Count == 0)
        {
            return columns.Count > 0 ? columns : [.. _table.Columns.Select(column => StatementText.Name(column.Name))];
        }

        for (var i = 0; i < columns.Count; i++)
        {
            if (!groups.Contains(columns[i]))
            {
                Fail($"{Root}.columns[{i}]", $"'{_query.Columns!.Value[i]}' is neither a group nor a figure: add it to 'groupBy', or leave it out.");
            }
        }

        return [.. columns.Count > 0 ? columns : groups, .. figures];
    }

    private string Figure(TableAggregate figure, string path)
    {
        if (figure.Column is null)
        {
            return figure.Function == "count" ? $"COUNT(*) AS {StatementText.Name(figure.Alias)}" : Fail(path, $"'{figure.Function}' needs a column: add 'column'.");
        }

        if (Column(figure.Column, $"{path}.column") is not { } column)
        {
            return "";
        }

        if (figure.Function is "sum" or "avg" && column.Type is not (LogicalType.Integer or LogicalType.Number))
        {
            return Fail($"{path}.column", $"'{column.Name}' holds no numbers, so it has no {figure.Function}: count it, or take another column.");
        }

        var name = StatementText.Name(column.Name);
        var call = figure.Function == "countDistinct" ? $"COUNT(DISTINCT {name})" : $"{figure.Function.ToUpperInvariant()}({name})";
        return $"{call} AS {StatementText.Name(figure.Alias)}";
    }

    private string Condition(TableFilter filter, string path)
    {
        if (Column(filter.Column, $"{path}.column") is not { } column)
        {
            return "";
        }

        var name = StatementText.Name(column.Name);
        var isList = filter.Value.ValueKind == JsonValueKind.Array;
        return filter.Op switch
        {
            "isNull" or "notNull" when filter.Value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null) =>
                Fail($"{path}.value", $"'{filter.Op}' takes no value: leave it out."),
            "isNull" => $"{name} IS NULL",
            "notNull" => $"{name} IS NOT NULL",
            "in" => isList && filter.Value.GetArrayLength() > 0
                ? $"{name} IN ({string.Join(", ", Values(column, filter.Value, path))})"
                : Fail($"{path}.value", "'in' takes a list of one or more values."),
            "between" => isList && filter.Value.GetArrayLength() == 2
                ? $"{name} BETWEEN {string.Join(" AND ", Values(column, filter.Value, path))}"
                : Fail($"{path}.value", "'between' takes a list of two values, the smaller first."),
            _ when filter.Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null =>
                Fail($"{path}.value", $"'{filter.Op}' needs a value; rows without one are found by 'isNull'."),
            _ when isList => Fail($"{path}.value", $"'{filter.Op}' takes one value; a list goes with 'in'."),
            "like" => filter.Value.ValueKind == JsonValueKind.String
                ? $"{_text.AsText(column)} LIKE {_text.Value(JsonSerializer.Serialize(filter.Value.GetString()), Pattern)}"
                : Fail($"{path}.value", "'like' takes a text with % and _."),
            _ => $"{name} {(filter.Op == "!=" ? "<>" : filter.Op)} {Value(column, filter.Value, $"{path}.value")}",
        };
    }

    // A pattern is text whatever the column holds.
    private static CatalogColumn Pattern { get; } = new() { Name = "pattern", DeclaredType = "text", Type = LogicalType.Text };

    private List<string> Values(CatalogColumn column, JsonElement list, string path) =>
        [.. list.EnumerateArray().Select((value, i) => Value(column, value, $"{path}.value[{i}]"))];

    private string Value(CatalogColumn column, JsonElement value, string path)
    {
        var made = ColumnValues.Of(column, value, path);
        if (made.Succeeded)
        {
            return _text.Value(made.Value, column);
        }

        _problem ??= made.Problem;
        return "";
    }

    private string Place(TableOrder place, string path)
    {
        var figure = (_query.Aggregates ?? []).FirstOrDefault(known => known.Alias == place.Column);
        var column = figure is null ? Column(place.Column, $"{path}.column") : null;
        return $"{StatementText.Name(figure?.Alias ?? column?.Name ?? "")}{(place.Descending == true ? " DESC" : "")}";
    }

    private List<string> Names(ImmutableArray<string>? columns, string field) =>
        Each(columns, field, (name, path) => Column(name, path) is { } column ? StatementText.Name(column.Name) : "");

    private static List<string> Each<T>(ImmutableArray<T>? items, string field, Func<T, string, string> write) =>
        [.. (items ?? []).Select((item, i) => write(item, $"{Root}.{field}[{i}]"))];

    private CatalogColumn? Column(string name, string path)
    {
        var found = CatalogLookup.Column(_table, name, path);
        _problem ??= found.Problem;
        return found.Value;
    }

    private string Fail(string path, string message)
    {
        _problem ??= Problem.Invalid(path, message);
        return "";
    }

    private static string Clause(string keyword, string separator, List<string> parts) => parts.Count == 0 ? "" : $"{keyword} {string.Join(separator, parts)}";
}
