namespace AgentCluster.Client.Http.Resources;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">The items' type.</typeparam>
internal sealed record ListResource<T>
{
    /// <summary>The items.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>Cursor of the next page, or null at the end.</summary>
    public string? Next { get; init; }

    /// <summary>A page of the cluster's, mapped.</summary>
    public static ListResource<T> From<TItem>(Page<TItem> page, Func<TItem, T> map) => new() { Items = [.. page.Items.Select(map)], Next = page.Next };

    /// <summary>A list that is whole.</summary>
    public static ListResource<T> From<TItem>(IEnumerable<TItem> items, Func<TItem, T> map) => new() { Items = [.. items.Select(map)] };
}
