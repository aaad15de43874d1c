namespace AgentCluster.Discovery.Sqlite;

/// <summary>A table, view or virtual table as <c>PRAGMA table_list</c> tells it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>table</c>, <c>view</c> or <c>virtual</c>.</param>
/// <param name="WithoutRowid">Whether it has no row ids.</param>
/// <param name="Strict">Whether its types are enforced.</param>
/// <param name="Sql">Its defining statement.</param>
internal sealed record SqliteObject(string Name, string Type, bool WithoutRowid, bool Strict, string? Sql)
{
    public bool IsView => Type == "view";

    public bool HasRowid => Type == "table" && !WithoutRowid;
}
