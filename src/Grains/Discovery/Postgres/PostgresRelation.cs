namespace AgentCluster.Discovery.Postgres;

/// <summary>A row of <c>pg_class</c> with what goes with it.</summary>
/// <param name="Oid">Its OID.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its <c>relkind</c>.</param>
/// <param name="IsPartition">Whether it is a partition of another.</param>
/// <param name="Rows">Rows as its last ANALYZE estimated them; less than 0 before the first.</param>
/// <param name="RowSecurity">Whether row security is on.</param>
/// <param name="IsOnPath">Whether its name alone finds it.</param>
/// <param name="IsReadable">Whether the login may read it.</param>
/// <param name="Definition">The statement of a view.</param>
/// <param name="PartitionKey">How a partitioned table is spread.</param>
/// <param name="Bound">The rows that a partition takes.</param>
/// <param name="Root">The table that a partition belongs to.</param>
internal sealed record PostgresRelation(
    uint Oid, string Schema, string Name, char Kind, bool IsPartition, float Rows, bool RowSecurity, bool IsOnPath, bool IsReadable,
    string? Definition, string? PartitionKey, string? Bound, uint Root)
{
    public string FullName => $"{Schema}.{Name}";
}
