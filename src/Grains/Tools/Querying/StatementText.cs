using System.Collections.Immutable;
using System.Globalization;
using AgentCluster.Discovery;
using AgentCluster.Execution;

namespace AgentCluster.Tools.Querying;

/// <summary>Builds one statement in the dialect of a catalog: names come from the catalog and are quoted, values become parameters.</summary>
/// <param name="dialect">Dialect of the catalog.</param>
internal sealed class StatementText(string dialect)
{
    private readonly ImmutableArray<StatementParameter>.Builder _parameters = ImmutableArray.CreateBuilder<StatementParameter>();

    public bool IsPostgres { get; } = dialect == "postgres";

    public ImmutableArray<StatementParameter> Parameters => _parameters.ToImmutable();

    public static string Name(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Name(CatalogTable table) => table.NeedsSchema ? $"{Name(table.Schema)}.{Name(table.Name)}" : Name(table.Name);

    /// <summary>A placeholder for a value that was made for a column by <see cref="ColumnValues"/>.</summary>
    /// <param name="json">The value.</param>
    /// <param name="column">The column.</param>
    public string Value(string json, CatalogColumn column)
    {
        var placeholder = string.Create(CultureInfo.InvariantCulture, $"{(IsPostgres ? "$" : "@p")}{_parameters.Count + 1}");
        _parameters.Add(new() { Name = placeholder, Json = json });

        // A parameter is sent as text or number; PostgreSQL compares a column with values of its own type only.
        return IsPostgres && column.Type is not (LogicalType.Integer or LogicalType.Number or LogicalType.Boolean) && !IsPlainText(column)
            ? $"CAST({placeholder} AS {column.BaseType ?? column.DeclaredType})"
            : placeholder;
    }

    /// <summary>The column as text, for comparisons that only text has.</summary>
    public string AsText(CatalogColumn column) => IsPostgres && !IsPlainText(column) ? $"CAST({Name(column.Name)} AS text)" : Name(column.Name);

    private static bool IsPlainText(CatalogColumn column)
    {
        var type = column.BaseType ?? column.DeclaredType;
        return type.Equals("text", StringComparison.OrdinalIgnoreCase) || type.StartsWith("character", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("varchar", StringComparison.OrdinalIgnoreCase);
    }
}
