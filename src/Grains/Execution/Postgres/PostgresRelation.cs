namespace AgentCluster.Execution.Postgres;

/// <summary>What the catalog says of a relation.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its <c>relkind</c>.</param>
/// <param name="IsSystem">Whether it came with the server itself.</param>
/// <param name="Family">Partitions, children and parents at any depth, as <c>schema.name</c>: their rows are its rows.</param>
/// <param name="ReachesOut">Whether it, or a part of it, is a foreign table.</param>
/// <param name="UserCode">What of its own runs code when its rows change: a trigger, or something of a user's in a check, default, index, partition key or policy; or null.</param>
/// <param name="DeleteCascades">Tables whose rows a DELETE here changes as well, as <c>schema.name</c>.</param>
/// <param name="UpdateCascades">Tables whose rows an UPDATE of a key here changes as well, as <c>schema.name</c>.</param>
/// <param name="Keys">Columns by number that together have no value twice, one array a unique index.</param>
/// <param name="Version">Its <see cref="PostgresVersions.Version"/> when it was looked up.</param>
internal sealed record PostgresRelation(
    string Schema, string Name, char Kind, bool IsSystem, string[] Family, bool ReachesOut, string? UserCode, string[] DeleteCascades, string[] UpdateCascades, int[][] Keys, string Version)
{
    public string Shown => $"{Schema}.{Name}";
}
