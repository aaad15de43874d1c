namespace AgentCluster.Discovery.Postgres;

/// <summary>A row of <c>pg_type</c>.</summary>
/// <param name="Oid">Its OID.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its <c>typtype</c>.</param>
/// <param name="Category">Its <c>typcategory</c>.</param>
/// <param name="Base">The type that a domain is based on, or 0.</param>
/// <param name="NotNull">Whether a domain forbids NULL.</param>
/// <param name="Default">The default of a domain.</param>
/// <param name="BaseName">The type that a domain is based on, as declared.</param>
/// <param name="IsListed">Whether it is one of the source's own.</param>
internal sealed record PostgresType(
    uint Oid, string Schema, string Name, char Kind, char Category, uint Base, bool NotNull, string? Default, string? BaseName, bool IsListed)
{
    /// <summary>What a value of it holds; the engine enforces it, so data cannot say otherwise. Arrays and ranges compare with nothing that a question names.</summary>
    public LogicalType Logical => Kind == 'e' || Category == 'S' ? LogicalType.Text : Name switch
    {
        "int2" or "int4" or "int8" or "oid" => LogicalType.Integer,
        "float4" or "float8" or "numeric" or "money" => LogicalType.Number,
        "bool" => LogicalType.Boolean,
        "date" => LogicalType.Date,
        "timestamp" or "timestamptz" => LogicalType.Timestamp,
        "bytea" => LogicalType.Bytes,
        "json" or "jsonb" => LogicalType.Json,
        "uuid" or "inet" or "cidr" or "macaddr" => LogicalType.Text,
        _ => LogicalType.Unknown,
    };
}
