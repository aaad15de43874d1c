namespace AgentCluster.Discovery;

/// <summary>What a catalog reader is asked for.</summary>
/// <param name="Source">Name of the source, for the catalog.</param>
/// <param name="IsVisible">Whether an object, named <c>schema.object</c>, may be discovered.</param>
internal sealed record CatalogRequest(string Source, Func<string, bool> IsVisible)
{
    /// <summary>Whether rows may be looked at; otherwise only the structure is read.</summary>
    public bool MayReadRows { get; init; } = true;

    /// <summary>Whether a statement is proven to read nothing but what may be seen: a view or a partition may hide what is out of bounds.</summary>
    public Func<string, CancellationToken, Task<bool>> IsReadAsync { get; init; } = static (_, _) => Task.FromResult(true);
}
