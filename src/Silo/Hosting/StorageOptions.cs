namespace AgentCluster.Silo.Hosting;

/// <summary>Where the platform keeps its tables.</summary>
internal sealed class StorageOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "AgentCluster:Storage";

    /// <summary>The engine. Default: SQLite in the data directory, one process.</summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>With PostgreSQL: login of silos and gateways, neither owner nor superuser.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>With PostgreSQL: login of migrations, owner of the schema. Default: <see cref="ConnectionString"/>.</summary>
    public string? MigrationConnectionString { get; set; }

    /// <summary>The options of a configuration, checked.</summary>
    /// <exception cref="AgentClusterException">A value is missing or cannot be read; names the key.</exception>
    public static StorageOptions Of(IConfiguration configuration)
    {
        var section = configuration.GetSection(SectionName);
        if (section[nameof(Provider)] is { } provider && !Enum.TryParse<StorageProvider>(provider, ignoreCase: true, out _))
        {
            throw new AgentClusterException($"{SectionName}:Provider: '{provider}' is not one of {string.Join(", ", Enum.GetNames<StorageProvider>())}.");
        }

        var options = section.Get<StorageOptions>() ?? new();
        return options.Provider == StorageProvider.Postgres && string.IsNullOrWhiteSpace(options.ConnectionString)
            ? throw new AgentClusterException($"{SectionName}:ConnectionString is missing: PostgreSQL needs the login of the silos.")
            : options;
    }
}
