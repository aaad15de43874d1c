using System.Collections.Immutable;
using System.Globalization;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>
/// PostgreSQL: names fold to lower case, and values compare with values of their own kind only. Reading sessions have their time zone
/// set to UTC, so that days and periods of UTC need no mention of it.
/// </summary>
internal sealed class PostgresDialect : SqlDialect
{
    protected override bool NullsAreGreatest => true;

    public override string Literal(object value) => value is bool flag ? flag ? "TRUE" : "FALSE" : base.Literal(value);

    public override string Compare(string expression, ColumnRef column, string comparison, ImmutableArray<object> values)
    {
        // A number is no text: a code made of digits is compared as the text it is.
        if (column is { IsMeasure: false, Column.Type: LogicalType.Text })
        {
            values = [.. values.Select(value => value is decimal ? Literal(value) : value)];
            if (!values.All(value => PostgresTypes.Holds(column.Column, value.ToString()!)))
                expression = AsText(expression);
        }

        if (!PostgresTypes.IsArray(column.Column))
            return base.Compare(expression, column, comparison, values);
        var isNot = comparison is "<>" or "NOT IN";
        var parts = values.Select(value => $"{Literal(value)} {(isNot ? "<> ALL" : "= ANY")} ({expression})").ToList();
        return parts.Count == 1 ? parts[0] : $"({string.Join(isNot ? " AND " : " OR ", parts)})";
    }

    // With its offset, which a column without a zone ignores.
    public override string Instant(DateTime utc, ColumnRef column) => Text(utc.ToString("yyyy-MM-dd HH:mm:ss+00", CultureInfo.InvariantCulture));

    public override string Period(string expression, ColumnRef column, string unit, TimeZoneInfo zone)
    {
        var format = unit switch
        {
            "year" => "YYYY",
            "quarter" => "YYYY-\"Q\"Q",
            "month" => "YYYY-MM",
            "week" => "IYYY-\"W\"IW",
            _ => "YYYY-MM-DD",
        };
        return $"to_char({Local(expression, column.Column, zone)}, '{format}')";
    }

    public override string Value(string expression, ColumnRef column) => column.Column switch
    {
        // What does not begin with a number has none: a cast of the whole text would end the statement.
        _ when column.IsNumberAsText => $"CAST(substring({expression} FROM '^\\s*[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?') AS numeric)",
        var plain when PostgresTypes.IsMoney(plain) => $"CAST({expression} AS numeric)",
        var document when PostgresTypes.IsReadAsText(document) => AsText(expression),
        _ => expression,
    };

    public override string Extreme(string expression, ColumnRef column, bool greatest) =>
        column.Column.Type == LogicalType.Boolean ? $"{(greatest ? "bool_or" : "bool_and")}({expression})"
        : base.Extreme(PostgresTypes.IsReadAsText(column.Column) || PostgresTypes.HasExtremes(column.Column) ? expression : AsText(expression), column, greatest);

    public override string Equated(string expression, CatalogColumn column, CatalogColumn other) =>
        PostgresTypes.KindOf(column) == PostgresTypes.KindOf(other) ? expression : AsText(expression);

    public override string Fraction(string expression) => $"CAST({expression} AS double precision)";

    protected override bool IsPlain(string identifier) =>
        identifier.Length > 0 && (char.IsAsciiLetterLower(identifier[0]) || identifier[0] == '_') && identifier.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static string AsText(string expression) => $"CAST({expression} AS text)";

    private static string Local(string expression, CatalogColumn column, TimeZoneInfo zone)
    {
        if (column.Type != LogicalType.Timestamp || zone.HasSameRules(TimeZoneInfo.Utc))
            return expression;
        return $"{expression}{(PostgresTypes.IsWithoutZone(column) ? " AT TIME ZONE 'UTC'" : "")} AT TIME ZONE {Text(zone.Id)}";
    }
}
