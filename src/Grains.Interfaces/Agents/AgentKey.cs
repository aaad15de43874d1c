namespace AgentCluster.Agents;

/// <summary>Identity of an agent: tenant and agent id, written <c>tenant/agent</c>.</summary>
/// <param name="Tenant">Tenant name, without a slash.</param>
/// <param name="Agent">Agent id from the roster, such as <c>data-analyst</c>.</param>
public readonly record struct AgentKey(string Tenant, string Agent)
{
    /// <summary>Reads <c>tenant/agent</c>.</summary>
    /// <param name="key">The grain key.</param>
    /// <exception cref="FormatException">The key has no slash.</exception>
    public static AgentKey Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? new(key[..slash], key[(slash + 1)..]) : throw new FormatException($"'{key}' is not tenant/agent.");
    }

    /// <inheritdoc />
    public override string ToString() => $"{Tenant}/{Agent}";
}
