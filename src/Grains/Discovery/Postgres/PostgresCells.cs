using System.Globalization;
using AgentCluster.Discovery.Profiling;
using Npgsql;

namespace AgentCluster.Discovery.Postgres;

/// <summary>
/// How the values of a column are read to be profiled: whole numbers and fractions as such, all else as the server writes it. Of documents,
/// bytes and arrays nothing is kept, so nothing but their being there is read.
/// </summary>
internal static class PostgresCells
{
    /// <summary>The expression to select.</summary>
    public static string Expression(CatalogColumn column) => column.Type switch
    {
        LogicalType.Integer => $"t.{PostgresPass.Quote(column.Name)}::int8",
        LogicalType.Number when IsPlainNumber(column) => $"t.{PostgresPass.Quote(column.Name)}::float8",
        LogicalType.Number => $"t.{PostgresPass.Quote(column.Name)}::numeric::float8",
        _ when !IsComparable(column) => $"CASE WHEN t.{PostgresPass.Quote(column.Name)} IS NOT NULL THEN '' END",
        _ => string.Create(CultureInfo.InvariantCulture, $"pg_catalog.left(t.{PostgresPass.Quote(column.Name)}::text, {ColumnObservation.TextBound + 1})"),
    };

    /// <summary>Whether its values may be compared with what a question names.</summary>
    public static bool IsComparable(CatalogColumn column) => column.Type is not (LogicalType.Unknown or LogicalType.Bytes or LogicalType.Json);

    /// <summary>Whether statistics show its values as a scan does; money and its domains they show with a currency.</summary>
    public static bool HasPlainStatistics(CatalogColumn column) => IsComparable(column) && (column.Type is not LogicalType.Number || IsPlainNumber(column));

    /// <summary>A value of statistics, which the type's output function wrote, as a cast to text writes it.</summary>
    public static string AsCast(string value, CatalogColumn column) => column.Type switch
    {
        LogicalType.Boolean => value is "t" ? "true" : "false",
        _ when column.DeclaredType.StartsWith("character(", StringComparison.Ordinal) => value.TrimEnd(' '),
        _ => value,
    };

    private static bool IsPlainNumber(CatalogColumn column) =>
        column.DeclaredType.StartsWith("numeric", StringComparison.Ordinal) || column.DeclaredType is "real" or "double precision";

    /// <summary>Looks at a value that was selected so.</summary>
    public static void Observe(NpgsqlDataReader row, int ordinal, LogicalType type, ColumnObservation seen)
    {
        if (row.IsDBNull(ordinal))
        {
            seen.AddNull();
        }
        else if (type is LogicalType.Integer)
        {
            seen.AddInteger(row.GetInt64(ordinal));
        }
        else if (type is LogicalType.Number)
        {
            seen.AddReal(row.GetDouble(ordinal));
        }
        else
        {
            seen.AddText(row.GetString(ordinal));
        }
    }

    /// <summary>Looks at a value in the server's text form.</summary>
    public static void Observe(string text, LogicalType type, ColumnObservation seen)
    {
        if (type is LogicalType.Integer && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            seen.AddInteger(integer);
        }
        else if (type is LogicalType.Number && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            seen.AddReal(number);
        }
        else
        {
            seen.AddText(text.Length > ColumnObservation.TextBound ? text[..(ColumnObservation.TextBound + 1)] : text);
        }
    }
}
