using AgentCluster.Discovery.Patterns;
using AgentCluster.Discovery.Postgres;
using AgentCluster.Discovery.Sqlite;
using AgentCluster.Execution;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AgentCluster.Discovery;

/// <summary>Registers the slice.</summary>
public static class DiscoveryRegistration
{
    /// <summary>Adds catalog readers, the catalog's store and cache, and discovery runs. Needs the slices Execution and Memory, and the platform database.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddDiscovery(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ICatalogReader, SqliteCatalogReader>();
        services.AddSingleton<ICatalogReader, PostgresCatalogReader>();
        services.AddSingleton<IArrivalReader, SqliteArrivalReader>();
        services.AddSingleton<IArrivalReader, PostgresArrivalReader>();
        services.AddSingleton<PatternDiscovery>();
        services.AddSingleton<CatalogStore>();
        services.AddSingleton(provider => new CatalogCache(
            provider.GetRequiredService<CatalogStore>(), provider.GetRequiredService<SourceRegistry>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<StatementJoins>();
        services.AddSingleton<Discoverer>();
        return services;
    }
}
