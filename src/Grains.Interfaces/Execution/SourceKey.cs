namespace AgentCluster.Execution;

/// <summary>Identity of a source: tenant and source name, written <c>tenant/source</c>.</summary>
/// <param name="Tenant">Tenant name, without a slash.</param>
/// <param name="Source">Name of the source.</param>
public readonly record struct SourceKey(string Tenant, string Source)
{
    /// <summary>The source's name when a request names none.</summary>
    public const string DefaultSource = "default";

    /// <summary>Reads <c>tenant/source</c>.</summary>
    /// <param name="key">The grain key.</param>
    /// <exception cref="FormatException">The key has no slash.</exception>
    public static SourceKey Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? new(key[..slash], key[(slash + 1)..]) : throw new FormatException($"'{key}' is not tenant/source.");
    }

    /// <inheritdoc />
    public override string ToString() => $"{Tenant}/{Source}";
}
