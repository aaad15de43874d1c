using System.Globalization;

namespace AgentCluster.Reasoning.Local;

/// <summary>SQLite: dates are text, truth is a number, and values of any type compare.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    protected override bool NullsAreGreatest => false;

    public override string Literal(object value) => value is bool flag ? flag ? "1" : "0" : base.Literal(value);

    // In the form the column keeps: with or without a T between day and time.
    public override string Instant(DateTime utc, ColumnRef column) =>
        Text(utc.ToString(column.HasTimeMark ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));

    // The engine knows no time zones: periods of instants are those of UTC.
    public override string Period(string expression, ColumnRef column, string unit, TimeZoneInfo zone) => unit switch
    {
        "year" => $"strftime('%Y', {expression})",
        "month" => $"strftime('%Y-%m', {expression})",
        "quarter" => $"strftime('%Y', {expression}) || '-Q' || ((CAST(strftime('%m', {expression}) AS INTEGER) + 2) / 3)",
        "week" => $"strftime('%G-W%V', {expression})",
        _ => $"date({expression})",
    };

    public override string Value(string expression, ColumnRef column) =>
        column.IsNumberAsText ? $"CAST({expression} AS REAL)" : expression;

    protected override bool IsPlain(string identifier) =>
        identifier.Length > 0 && (char.IsAsciiLetter(identifier[0]) || identifier[0] == '_') && identifier.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
