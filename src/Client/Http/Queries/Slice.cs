using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace AgentCluster.Client.Http.Queries;

/// <summary>A page of a list that is whole in memory; its cursor is the position after it.</summary>
/// <param name="From">Position of the first item.</param>
/// <param name="Limit">Most items.</param>
internal readonly record struct Slice(int From, int Limit)
{
    private const int MaxLimit = 1_000;

    /// <summary>Reads <c>limit</c> (1 to 1,000, default 1,000) and <c>cursor</c>.</summary>
    public static Slice Read(QueryReader query)
    {
        var limit = query.Whole("limit", MaxLimit, 1, MaxLimit);
        var cursor = query.Text("cursor");
        if (cursor is null)
        {
            return new(0, limit);
        }

        if (TryDecode(cursor, out var from))
        {
            return new(from, limit);
        }

        query.Refuse("cursor", "'cursor' must be the 'next' of an earlier page of this list.");
        return new(0, limit);
    }

    /// <summary>Cuts the page out of the list.</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    public ListResource<T> Of<T>(IReadOnlyList<T> all)
    {
        var end = Math.Min((long)From + Limit, all.Count);
        return new() { Items = [.. all.Skip(From).Take(Limit)], Next = end < all.Count ? Encode((int)end) : null };
    }

    private static string Encode(int position) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(position.ToString(CultureInfo.InvariantCulture)));

    private static bool TryDecode(string cursor, out int position)
    {
        position = 0;
        return Base64Url.IsValid(cursor)
            && int.TryParse(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)), NumberStyles.None, CultureInfo.InvariantCulture, out position);
    }
}
