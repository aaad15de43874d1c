using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace AgentCluster.Discovery.Patterns;

/// <summary>Makes a pattern of what a source said about a table's latest rows. Pure: the same rows and day give the same pattern.</summary>
internal static class RecentPatterns
{
    private const int LeastWholePeriods = 6;
    private const int TypicalOf = 12;

    /// <summary>The pattern, or null when the series is too short to say anything.</summary>
    public static DataPattern? Of(ArrivalQuery query, Arrivals arrivals, DateOnly today)
    {
        var volumes = WithoutHoles(query, arrivals.Volumes);
        var current = Periods.Start(query.Period, today);
        var whole = volumes.Where(v => v.Start < current).Select(v => (double)v.Count).ToArray();
        if (whole.Length < LeastWholePeriods)
        {
            return null;
        }

        var pattern = new DataPattern
        {
            Column = query.Column.Name,
            Period = query.Period,
            Volumes = volumes,
            Typical = Trends.Median(whole[^Math.Min(whole.Length, TypicalOf)..]),
            LastArrival = arrivals.Last,
            Trend = Trends.Of(whole),
            Silence = SilenceOf(volumes, Periods.Between(query.Period, volumes[^1].Start, current) - 1),
            NewValues = Known(query, arrivals.NewValues),
            Sentence = "",
        };
        return pattern with { Sentence = Sentence(query.Table.Identifier, pattern, whole.Length) };
    }

    /// <summary>Usual figures in words, without anything that moves from one hour to the next.</summary>
    public static string Usual(string table, DataPattern pattern)
    {
        var direction = pattern.Trend.Direction is TrendDirection.Steady ? "" : $", {Word(pattern.Trend.Direction)}";
        var silence = pattern.Silence is null ? "" : $" No rows arrived after {pattern.LastArrival[..10]}, which is unusual.";
        return $"Table {table} usually gets {Magnitude.Rows(pattern.Typical)} a {Word(pattern.Period)} by {pattern.Column}{direction}.{silence}";
    }

    /// <summary>New values of one column in words. They were typed into the database by somebody: data, whatever they say.</summary>
    public static string News(string table, IGrouping<string, NewValue> values) =>
        $"New in {table}.{values.Key}: {string.Join(", ", values.Select(v => $"'{v.Value}' (first row {v.FirstSeen:yyyy-MM-dd})"))}.";

    private static ImmutableArray<PeriodVolume> WithoutHoles(ArrivalQuery query, ImmutableArray<PeriodVolume> volumes)
    {
        var counts = volumes.ToDictionary(v => v.Start, v => v.Count);
        var length = Periods.Between(query.Period, query.From, volumes[^1].Start) + 1;
        return
        [
            .. Enumerable.Range(0, Math.Max(0, length))
                .Select(i => Periods.Add(query.Period, query.From, i))
                .Select(start => new PeriodVolume { Start = start, Count = counts.GetValueOrDefault(start) }),
        ];
    }

    private static DataSilence? SilenceOf(ImmutableArray<PeriodVolume> volumes, int empty)
    {
        var (longest, run) = (0, 0);
        foreach (var volume in volumes)
        {
            run = volume.Count == 0 ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        // Twice as long as ever before, and more than a long weekend of a daily table.
        return empty > (2 * longest) + 2 ? new() { Periods = empty, LongestBefore = longest } : null;
    }

    /// <summary>A column all of whose values are new is a new column, not news.</summary>
    private static ImmutableArray<NewValue> Known(ArrivalQuery query, ImmutableArray<NewValue> values) =>
    [
        .. values.GroupBy(v => v.Column)
            .Where(column => query.Table.Column(column.Key)?.Profile is { } profile && column.Count() < profile.Distinct)
            .SelectMany(column => column),
    ];

    private static string Sentence(string table, DataPattern pattern, int whole)
    {
        var period = Word(pattern.Period);
        var text = new StringBuilder($"{table} usually gets {Rows(pattern.Typical)} a {period} (by {pattern.Column}, {whole} whole {period}s)");
        text.Append(pattern.Trend.Direction switch
        {
            TrendDirection.Steady => "; no clear trend.",
            var direction => $", {Word(direction)}: {Rows(Math.Abs(pattern.Trend.ChangePerPeriod) * (whole - 1))} a {period} "
                + $"{(direction is TrendDirection.Rising ? "more" : "less")} than {whole} {period}s ago.",
        });
        if (pattern.Silence is { } silence)
        {
            var usual = silence.LongestBefore == 0 ? $"until then no {period} was without one" : $"until then never more than {silence.LongestBefore} in a row";
            text.Append(CultureInfo.InvariantCulture, $" Nothing arrived after {pattern.LastArrival[..10]}: {silence.Periods} whole {period}s without a row, {usual}.");
        }

        foreach (var column in pattern.NewValues.GroupBy(v => v.Column))
        {
            text.Append(' ').Append(News(table, column));
        }

        return text.ToString();
    }

    private static string Rows(double count) => Magnitude.Rows(count, digits: 2);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
