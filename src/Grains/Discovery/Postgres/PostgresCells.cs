using System.Globalization;
using AgentCluster.Discovery.Profiling;
using Npgsql;

namespace AgentCluster.Discovery.Postgres;

/// <summary>How the values of a column are read to be profiled: whole numbers and fractions as such, all else as the server writes it.</summary>
internal static class PostgresCells
{
    /// <summary>The expression to select.</summary>
    public static string Expression(CatalogColumn column) => column.Type switch
    {
        LogicalType.Integer => $"t.{PostgresPass.Quote(column.Name)}::int8",
        LogicalType.Number when column.DeclaredType == "money" => $"t.{PostgresPass.Quote(column.Name)}::numeric::float8",
        LogicalType.Number => $"t.{PostgresPass.Quote(column.Name)}::float8",
        _ => string.Create(CultureInfo.InvariantCulture, $"left(t.{PostgresPass.Quote(column.Name)}::text, {ColumnObservation.TextBound + 1})"),
    };

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
