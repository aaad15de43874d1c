using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Storage;

/// <summary>Registers the platform database.</summary>
public static class StorageRegistration
{
    /// <summary>Adds the embedded platform database.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="open">Opens it; the file exists and is migrated by then.</param>
    public static IServiceCollection AddSqlitePlatform(this IServiceCollection services, Func<IServiceProvider, SqlitePlatform> open) => services
        .AddSingleton(open)
        .AddSingleton<IPlatformDatabase>(provider => provider.GetRequiredService<SqlitePlatform>());
}
