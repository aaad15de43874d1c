using System.Globalization;

namespace AgentCluster.Storage;

/// <summary>Where a list that is sorted by instant and id, newest first, goes on: behind its last item.</summary>
/// <param name="Before">The item's instant, or null for the start.</param>
/// <param name="BeforeId">The item's id, or null for the start.</param>
public readonly record struct PageCursor(DateTimeOffset? Before, string? BeforeId)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null is the start.</summary>
    /// <param name="text">The cursor, or null.</param>
    /// <returns>The cursor, or <c>invalid</c>.</returns>
    public static Outcome<PageCursor> Parse(string? text)
    {
        if (text is null)
        {
            return new PageCursor();
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var instant)
            && instant <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? new PageCursor(DateTimeOffset.FromUnixTimeMilliseconds(instant), text[(dot + 1)..])
            : Problem.Invalid("cursor", "This is not a cursor of this list; leave it out to start at the newest.");
    }

    /// <summary>A page of the rows read, one more than it may have items if there are more.</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="rows">The rows, newest first.</param>
    /// <param name="limit">Most items.</param>
    /// <param name="of">Where an item stands in the list.</param>
    public static Page<T> Cut<T>(List<T> rows, int limit, Func<T, PageCursor> of) => new()
    {
        Items = [.. rows.Take(limit)],
        Next = rows.Count > limit ? of(rows[limit - 1]).ToString() : null,
    };

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Before?.ToUnixTimeMilliseconds()}.{BeforeId}");
}
