namespace AgentCluster.Silo.Hosting;

/// <summary>Engine of the platform database.</summary>
internal enum StorageProvider
{
    /// <summary>Files in the data directory; one process.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database with pgvector; any number of silos and gateways.</summary>
    Postgres,
}
