using System.Globalization;
using AgentCluster.Memory;

namespace AgentCluster.Discovery.Patterns;

/// <summary>Finds the column that says when a row came to be: its name speaks first, then what the data shows.</summary>
internal static class TimeColumn
{
    private const int LeastRows = 20;
    private const double LeastScore = -1;

    private static readonly HashSet<string> Arrivals = new(StringComparer.Ordinal)
    {
        "created", "creation", "inserted", "added", "recorded", "registered", "received", "occurred", "logged", "entered", "ingested", "captured",
        "submitted", "placed", "posted", "issued", "opened", "ordered", "requested", "sent", "uploaded", "joined", "subscribed", "started", "observed",
    };

    private static readonly HashSet<string> Changes = new(StringComparer.Ordinal)
    {
        "updated", "modified", "changed", "edited", "deleted", "removed", "ended", "closed", "completed", "finished", "resolved", "released",
        "cancelled", "canceled", "archived", "processed",
    };

    // Times that say something about the row's subject or its future, never when the row came.
    private static readonly HashSet<string> Others = new(StringComparer.Ordinal)
    {
        "last", "latest", "next", "due", "expected", "expires", "expiry", "expiration", "valid", "until", "birth", "born", "birthday", "renews", "renewal",
        "planned", "scheduled", "target", "deadline",
    };

    /// <summary>The column with the days of its first and last value, or null when the table has none that is usable.</summary>
    /// <param name="table">A profiled table.</param>
    /// <param name="today">The present day in UTC.</param>
    public static (CatalogColumn Column, DateOnly First, DateOnly Last)? Of(CatalogTable table, DateOnly today)
    {
        if (table.IsView || table.RowCount is not >= LeastRows)
        {
            return null;
        }

        var best = table.Columns
            .Where(column => column.Type is LogicalType.Date or LogicalType.Timestamp)
            .Select(column => (Column: column, First: Day(column.Profile?.Min), Last: Day(column.Profile?.Max), Score: Score(column)))
            .Where(seen => seen is { First: not null, Last: not null, Score: >= LeastScore } && seen.First < seen.Last && seen.Last <= today.AddDays(1))
            .OrderByDescending(seen => seen.Score)
            .FirstOrDefault();
        return best.Column is null ? null : (best.Column, best.First!.Value, best.Last!.Value);
    }

    private static double Score(CatalogColumn column)
    {
        var words = TextWords.Split(column.Name);
        return (words.Any(Arrivals.Contains) ? 2 : 0)
            - (words.Any(Changes.Contains) ? 1 : 0)
            - (words.Any(Others.Contains) ? 4 : 0)
            - (column.Profile is { Nulls: > 0 } ? 2 : 0)
            + (IsSetOnArrival(column.Default) ? 2 : 0)
            + (column.Type is LogicalType.Timestamp ? 0.5 : 0);
    }

    private static bool IsSetOnArrival(string? expression) =>
        expression is not null && (expression.Contains("current_", StringComparison.OrdinalIgnoreCase) || expression.Contains("now()", StringComparison.OrdinalIgnoreCase));

    private static DateOnly? Day(string? text) =>
        text is { Length: >= 10 } && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
