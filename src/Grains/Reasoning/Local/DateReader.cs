using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>Reads a span of days at a place of the question: <c>2025</c>, <c>March 2025</c>, <c>last month</c>, <c>last 30 days</c>, <c>2024-05-01</c>.</summary>
internal static class DateReader
{
    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private static readonly string[] Ordinals = ["first", "second", "third", "fourth"];

    /// <summary>The longest date phrase that starts at <paramref name="start"/>.</summary>
    /// <returns>The span and how many tokens it takes, or null.</returns>
    public static (DateSpan Span, int Length)? Read(ImmutableArray<Token> tokens, int start, DateOnly today) =>
        Absolute(tokens, start) ?? Relative(tokens, start, today) ?? Recent(tokens, start, today);

    // A month or quarter without a year is the latest that has begun.
    private static (DateSpan, int)? Recent(ImmutableArray<Token> tokens, int start, DateOnly today)
    {
        if (start == 0 || tokens[start - 1].Lower is not ("in" or "since" or "during" or "of" or "for" or "before" or "after" or "from" or "until" or "last" or "this" or "between" or "and" or "to"))
            return null;
        if (MonthOf(tokens[start]) is { } month)
            return (DateSpan.Month(new DateOnly(month <= today.Month ? today.Year : today.Year - 1, month, 1)), 1);
        return Quarter(tokens[start]) is { } quarter
            ? (Quarter(new DateOnly(quarter * 3 - 2 <= today.Month ? today.Year : today.Year - 1, quarter * 3 - 2, 1)), 1)
            : null;
    }

    private static (DateSpan, int)? Absolute(ImmutableArray<Token> tokens, int start)
    {
        var token = tokens[start];
        if (token.Kind == TokenKind.Date)
            return (DateSpan.Day(token.Date), 1);
        if (Ordinal(token) is { } nth and <= 4 && At(tokens, start + 1) is { Lower: "quarter" })
        {
            var stated = At(tokens, start + 2) is { Lower: "of" } ? YearAt(tokens, start + 3) : YearAt(tokens, start + 2);
            return stated is { } of ? (Quarter(new DateOnly(of, nth * 3 - 2, 1)), tokens[start + 2].Lower == "of" ? 4 : 3) : null;
        }

        if (Quarter(token) is { } quarter && YearAt(tokens, start + 1) is { } yearOfQuarter)
            return (new(new DateOnly(yearOfQuarter, quarter * 3 - 2, 1), new DateOnly(yearOfQuarter, quarter * 3 - 2, 1).AddMonths(3)), 2);
        if (DayOf(token) is { } first)
        {
            var skip = At(tokens, start + 1) is { Lower: "of" } ? 2 : 1;
            if (At(tokens, start + skip) is { } named && MonthOf(named) is { } dayMonth && YearAt(tokens, start + skip + 1) is { } dayYear && first <= DateTime.DaysInMonth(dayYear, dayMonth))
                return (DateSpan.Day(new DateOnly(dayYear, dayMonth, first)), skip + 2);
        }

        if (MonthOf(token) is { } month)
            return MonthPhrase(tokens, start, month);
        return YearAt(tokens, start) is { } year && IsPlainYear(tokens, start) ? (DateSpan.Year(year), 1) : null;
    }

    private static (DateSpan, int)? MonthPhrase(ImmutableArray<Token> tokens, int start, int month)
    {
        if (YearAt(tokens, start + 1) is { } year)
            return (DateSpan.Month(new DateOnly(year, month, 1)), 2);
        if (At(tokens, start + 1) is { } second && DayOf(second) is { } day && YearAt(tokens, start + 2) is { } dayYear && day <= DateTime.DaysInMonth(dayYear, month))
            return (DateSpan.Day(new DateOnly(dayYear, month, day)), 3);

        return null;
    }

    private static (DateSpan, int)? Relative(ImmutableArray<Token> tokens, int start, DateOnly today)
    {
        switch (tokens[start].Lower)
        {
            case "today": return (DateSpan.Day(today), 1);
            case "yesterday": return (DateSpan.Day(today.AddDays(-1)), 1);
            case "tomorrow": return (DateSpan.Day(today.AddDays(1)), 1);
            case "next" when At(tokens, start + 1) is { } unit && Period(unit.Stem, today) is { Before: { } after } && Period(unit.Stem, after) is { } next: return (next, 2);
            case "this" or "current" when At(tokens, start + 1) is { } unit && Period(unit.Stem, today) is { } present: return (present, 2);
            case "last" or "previous" or "past": return Past(tokens, start, today);
            default: return Ago(tokens, start, today);
        }
    }

    private static (DateSpan, int)? Ago(ImmutableArray<Token> tokens, int start, DateOnly today) =>
        tokens[start].Kind == TokenKind.Number && At(tokens, start + 2) is { Lower: "ago" } && Back(today, tokens[start + 1].Stem, tokens[start].Number) is { } day
            ? (DateSpan.Day(day), 3)
            : null;

    private static (DateSpan, int)? Past(ImmutableArray<Token> tokens, int start, DateOnly today)
    {
        if (At(tokens, start + 1) is { Kind: TokenKind.Number } count && At(tokens, start + 2) is { } unit)
            return Back(today, unit.Stem, count.Number) is { } from ? (new DateSpan(from, today.AddDays(1)), 3) : null;
        if (At(tokens, start + 1) is not { } single || Period(single.Stem, today) is not { } present || Back(present.From!.Value, single.Stem, 1) is not { } begin)
            return null;
        return (new DateSpan(begin, present.From), 2);
    }

    private static DateSpan? Period(string unit, DateOnly today) => unit switch
    {
        "day" => DateSpan.Day(today),
        "week" => Week(today.AddDays(-(((int)today.DayOfWeek + 6) % 7))),
        "month" => DateSpan.Month(new DateOnly(today.Year, today.Month, 1)),
        "quarter" => Quarter(new DateOnly(today.Year, (today.Month - 1) / 3 * 3 + 1, 1)),
        "year" => DateSpan.Year(today.Year),
        _ => null,
    };

    private static DateSpan Week(DateOnly monday) => new(monday, monday.AddDays(7));

    private static DateSpan Quarter(DateOnly first) => new(first, first.AddMonths(3));

    // Null when the calendar does not go back so far.
    private static DateOnly? Back(DateOnly from, string unit, decimal count) => unit switch
    {
        "day" when count <= from.DayNumber => from.AddDays(-(int)count),
        "week" when count <= from.DayNumber / 7 => from.AddDays(-7 * (int)count),
        "month" when count <= 12 * (from.Year - 1) => from.AddMonths(-(int)count),
        "quarter" when count <= 4 * (from.Year - 1) => from.AddMonths(-3 * (int)count),
        "year" when count <= from.Year - 1 => from.AddYears(-(int)count),
        _ => null,
    };

    // A year is four digits, and not the amount of something: "2000 orders" counts orders.
    private static bool IsPlainYear(ImmutableArray<Token> tokens, int start) =>
        start > 0 && (tokens[start - 1].Lower is "in" or "since" or "during" or "of" or "for" or "before" or "after" or "from" or "until" or "year" or "between" or "and" or "or" or "to" or "till"
            || start + 1 == tokens.Length && tokens[start - 1].Lower is "spring" or "summer" or "autumn" or "fall" or "winter" or "season" or "term" or "semester" or "fiscal");

    private static int? YearAt(ImmutableArray<Token> tokens, int index) =>
        At(tokens, index) is { Kind: TokenKind.Number, Text.Length: 4, Number: >= 1900 and <= 2100 } token ? (int)token.Number : null;

    private static int? DayOf(Token token) =>
        token is { Kind: TokenKind.Number, Number: >= 1 and <= 31 } ? (int)token.Number : Ordinal(token) is <= 31 and var day ? day : null;

    private static int? Ordinal(Token token) => Array.IndexOf(Ordinals, token.Lower) is >= 0 and var index ? index + 1
        : token.Lower is [.. var digits, 's' or 'n' or 'r' or 't', 't' or 'd' or 'h'] && int.TryParse(digits, out var number) && number > 0 ? number : null;

    private static int? Quarter(Token token) =>
        token.Lower is ['q', var digit and >= '1' and <= '4'] ? digit - '0' : null;

    private static int? MonthOf(Token token) => token.Kind == TokenKind.Word && Array.IndexOf(Months, token.Lower) is >= 0 and var index ? index + 1 : null;

    private static Token? At(ImmutableArray<Token> tokens, int index) => index < tokens.Length ? tokens[index] : null;
}
