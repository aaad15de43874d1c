namespace AgentCluster.Execution;

/// <summary>The engines a source may run on.</summary>
public enum SourceProvider
{
    /// <summary>A SQLite file.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database.</summary>
    Postgres,
}
