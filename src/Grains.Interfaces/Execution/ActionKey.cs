namespace AgentCluster.Execution;

/// <summary>Identity of one action: tenant and execution id, written <c>tenant/id</c>.</summary>
/// <param name="Tenant">Tenant name, without a slash.</param>
/// <param name="Id">Execution id, 1 to 64 characters of <c>[0-9a-z-]</c>; sorts by time when made by <see cref="New"/>.</param>
public readonly record struct ActionKey(string Tenant, string Id)
{
    /// <summary>A new key; ids are version 7 UUIDs (RFC 9562), so they sort by the time given.</summary>
    /// <param name="tenant">Tenant name.</param>
    /// <param name="now">The present.</param>
    public static ActionKey New(string tenant, DateTimeOffset now) => new(tenant, Guid.CreateVersion7(now).ToString("N"));

    /// <summary>Reads <c>tenant/id</c>.</summary>
    /// <param name="key">The grain key.</param>
    /// <exception cref="FormatException">The key has no slash.</exception>
    public static ActionKey Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? new(key[..slash], key[(slash + 1)..]) : throw new FormatException($"'{key}' is not tenant/action.");
    }

    /// <inheritdoc />
    public override string ToString() => $"{Tenant}/{Id}";
}
