namespace AgentCluster.Execution.Postgres;

/// <summary>What the environment references of a source's connection strings hold; null for what is none.</summary>
internal readonly record struct PostgresEnvironment(string? Inspecting, string? Reading, string? Writing)
{
    public static PostgresEnvironment Of(SourceSettings settings) => new(
        EnvironmentReference.ValueOf(settings.ConnectionString),
        EnvironmentReference.ValueOf(settings.ReadConnectionString),
        EnvironmentReference.ValueOf(settings.WriteConnectionString));
}
