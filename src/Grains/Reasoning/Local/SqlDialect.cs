using System.Collections.Immutable;
using System.Globalization;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>
/// Everything in which engines differ, so that one query comes to the same rows on each: the writer asks for what it means, the dialect
/// says it. Both take instants without a zone for UTC, and sort what is missing last; in which order texts come is the database's own.
/// </summary>
internal abstract class SqlDialect
{
    public static SqlDialect Sqlite { get; } = new SqliteDialect();

    public static SqlDialect Postgres { get; } = new PostgresDialect();

    /// <summary>The dialect a catalog states, or null when the planner does not write it.</summary>
    public static SqlDialect? Find(string dialect) => dialect switch
    {
        "sqlite" => Sqlite,
        "postgres" => Postgres,
        _ => null,
    };

    /// <summary>An identifier, quoted where the engine would read it otherwise; plain ones stay readable.</summary>
    public string Name(string identifier) =>
        IsPlain(identifier) && !SqlKeywords.Contains(identifier) ? identifier : "\"" + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>A table; the schema is left out where bare names are looked up.</summary>
    public string Table(CatalogTable table) => table.NeedsSchema ? $"{Name(table.Schema)}.{Name(table.Name)}" : Name(table.Name);

    /// <summary>A constant.</summary>
    public virtual string Literal(object value) => value switch
    {
        decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
        int number => number.ToString(CultureInfo.InvariantCulture),
        DateOnly day => Text(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => Text(value.ToString()!),
    };

    /// <summary>A column compared with constants; <c>IN</c> and <c>BETWEEN</c> take several.</summary>
    public virtual string Compare(string expression, ColumnRef column, string comparison, ImmutableArray<object> values) => comparison switch
    {
        "IN" or "NOT IN" => $"{expression} {comparison} ({string.Join(", ", values.Select(Literal))})",
        "BETWEEN" => $"{expression} BETWEEN {Literal(values[0])} AND {Literal(values[1])}",
        _ => $"{expression} {comparison} {Literal(values[0])}",
    };

    /// <summary>An instant of UTC that the column is compared with.</summary>
    public abstract string Instant(DateTime utc, ColumnRef column);

    /// <summary>A date or instant cut to a unit, as text that sorts: <c>2026</c>, <c>2026-Q1</c>, <c>2026-01</c>, <c>2026-W01</c>, <c>2026-01-31</c>.</summary>
    public abstract string Period(string expression, ColumnRef column, string unit, TimeZoneInfo zone);

    /// <summary>A column as a value: a measure kept as text is read as the number it holds.</summary>
    public abstract string Value(string expression, ColumnRef column);

    /// <summary>The greatest or the least of a group's values of a column, by which one of them is shown where they are all the same.</summary>
    public virtual string Extreme(string expression, ColumnRef column, bool greatest) => $"{(greatest ? "MAX" : "MIN")}({expression})";

    /// <summary>A column as it may stand in an equation with another one that nobody declared to be of its kind.</summary>
    public virtual string Equated(string expression, CatalogColumn column, CatalogColumn other) => expression;

    /// <summary>An average or a share as it is shown: a number that JSON can hold.</summary>
    public virtual string Fraction(string expression) => expression;

    /// <summary>One place of an order, rows without a value last.</summary>
    public string Ordered(string expression, bool descending, bool mayBeNull) =>
        $"{expression}{(descending ? " DESC" : "")}{(mayBeNull && descending == NullsAreGreatest ? " NULLS LAST" : "")}";

    /// <summary>Whether the engine sorts null behind every value, and so first when it sorts downwards.</summary>
    protected abstract bool NullsAreGreatest { get; }

    /// <summary>Whether an identifier means itself without quotation marks, but for keywords.</summary>
    protected abstract bool IsPlain(string identifier);

    protected static string Text(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
