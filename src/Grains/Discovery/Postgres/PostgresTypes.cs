namespace AgentCluster.Discovery.Postgres;

/// <summary>The types of a source by OID.</summary>
internal sealed class PostgresTypes(IEnumerable<PostgresType> types, ILookup<uint, string> labels)
{
    private readonly Dictionary<uint, PostgresType> _types = types.ToDictionary(type => type.Oid);
    private readonly Dictionary<uint, string[]> _labels = labels.ToDictionary(type => type.Key, type => type.ToArray());

    /// <summary>The type that values have: a domain is what it is based on; null for arrays and rows.</summary>
    public PostgresType? Base(uint oid)
    {
        var type = _types.GetValueOrDefault(oid);
        while (type is { Kind: 'd' })
        {
            type = _types.GetValueOrDefault(type.Base);
        }

        return type;
    }

    /// <summary>What a domain is based on in the end, as declared; null for what is no domain.</summary>
    public string? BaseName(uint oid)
    {
        string? name = null;
        for (var type = _types.GetValueOrDefault(oid); type is { Kind: 'd' }; type = _types.GetValueOrDefault(type.Base))
        {
            name = type.BaseName;
        }

        return name;
    }

    /// <summary>The values of an enumerated type in their order.</summary>
    public string[] Labels(PostgresType type) => _labels.GetValueOrDefault(type.Oid, []);
}
