namespace AgentCluster.Discovery;

/// <summary>What a catalog reader is asked for.</summary>
/// <param name="Source">Name of the source, for the catalog.</param>
/// <param name="IsVisible">Whether an object, named <c>schema.object</c>, may be discovered.</param>
/// <param name="MayReadRows">Whether rows may be looked at; otherwise only the structure is read.</param>
internal sealed record CatalogRequest(string Source, Func<string, bool> IsVisible, bool MayReadRows = true);
