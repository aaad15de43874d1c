using System.Collections.Immutable;
using AgentCluster.Memory;

namespace AgentCluster.Discovery.Patterns;

/// <summary>Decides what to ask of a table: by which column and period, how far back, and which categories.</summary>
internal static class ArrivalQueries
{
    private const double LeastRowsAPeriod = 3;
    private const int MostCategories = 6;
    private const int MostValues = 30;

    // A row passes through these states: what only young rows have is no new value.
    private static readonly HashSet<string> LifeCycle = new(StringComparer.Ordinal) { "status", "state", "stage", "phase", "step" };

    /// <summary>The query for a table, or null when nothing can be said of its latest rows.</summary>
    /// <param name="table">A profiled table.</param>
    /// <param name="today">The present day in UTC.</param>
    public static ArrivalQuery? Of(CatalogTable table, DateOnly today)
    {
        if (TimeColumn.Of(table, today) is not var (column, first, last))
        {
            return null;
        }

        var period = PeriodFor(table.RowCount!.Value, last.DayNumber - first.DayNumber + 1);
        var end = Periods.Start(period, last);
        var from = Periods.Add(period, end, 1 - Periods.LookedBack(period));
        var begin = Periods.Start(period, first);

        // The period in which the table began is no whole one.
        from = from > begin ? from : Periods.Add(period, begin, 1);
        var lately = Periods.Add(period, end, 1 - Periods.Lately(period));
        var isOldEnough = Periods.Between(period, begin, lately) >= 2 * Periods.Lately(period);
        return new(table, column, period, from, Periods.Add(period, end, 1), lately, isOldEnough ? Categories(table) : []);
    }

    private static PatternPeriod PeriodFor(long rows, int days) =>
        rows >= LeastRowsAPeriod * days ? PatternPeriod.Day
        : rows >= LeastRowsAPeriod * days / 7 ? PatternPeriod.Week
        : PatternPeriod.Month;

    private static ImmutableArray<CatalogColumn> Categories(CatalogTable table) =>
    [
        .. table.Columns
            .Where(c => c.Type is LogicalType.Text && c.Profile is { Values.Length: > 1 and <= MostValues } && !table.PrimaryKey.Contains(c.Name))
            .Where(c => !TextWords.Split(c.Name).Any(LifeCycle.Contains))
            .Take(MostCategories),
    ];
}
