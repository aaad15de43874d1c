using System.Globalization;

namespace AgentCluster.Reasoning.Local;

/// <summary>The few places where engines want different words.</summary>
internal abstract class SqlDialect
{
    public static SqlDialect Sqlite { get; } = new SqliteDialect();

    /// <summary>The dialect of that name, or null when the planner does not write it.</summary>
    public static SqlDialect? Find(string dialect) => dialect == "sqlite" ? Sqlite : null;

    /// <summary>Quotes an identifier; plain lower-case ones stay readable.</summary>
    public static string Name(string identifier) =>
        IsPlain(identifier) && !SqlKeywords.Contains(identifier) ? identifier : "\"" + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public virtual string Literal(object value) => value switch
    {
        bool flag => flag ? "1" : "0",
        decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
        int number => number.ToString(CultureInfo.InvariantCulture),
        DateOnly day => "'" + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "'",
        _ => "'" + value.ToString()!.Replace("'", "''", StringComparison.Ordinal) + "'",
    };

    /// <summary>An instant of UTC, in the form the column keeps: with or without a T between day and time.</summary>
    public virtual string Instant(DateTime utc, bool hasTimeMark) =>
        "'" + utc.ToString(hasTimeMark ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "'";

    /// <summary>A date expression cut to a unit, as text that sorts.</summary>
    public abstract string Period(string expression, string unit);

    /// <summary>A text column read as the number it holds.</summary>
    public abstract string AsNumber(string expression);

    private static bool IsPlain(string identifier) =>
        identifier.Length > 0 && (char.IsAsciiLetter(identifier[0]) || identifier[0] == '_') && identifier.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private sealed class SqliteDialect : SqlDialect
    {
        public override string Period(string expression, string unit) => unit switch
        {
            "year" => $"strftime('%Y', {expression})",
            "month" => $"strftime('%Y-%m', {expression})",
            "quarter" => $"strftime('%Y', {expression}) || '-Q' || ((CAST(strftime('%m', {expression}) AS INTEGER) + 2) / 3)",
            "week" => $"strftime('%G-W%V', {expression})",
            _ => $"date({expression})",
        };

        public override string AsNumber(string expression) => $"CAST({expression} AS REAL)";
    }
}
