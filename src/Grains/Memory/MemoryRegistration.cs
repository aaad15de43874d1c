using AgentCluster.Memory.Postgres;
using AgentCluster.Memory.Sqlite;
using AgentCluster.Storage;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Memory;

/// <summary>Registers the slice.</summary>
public static class MemoryRegistration
{
    /// <summary>
    /// Adds memories kept in the platform database. The host registers <see cref="IPlatformDatabase"/> and <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddMemory(this IServiceCollection services) => services
        .AddSingleton(_ => WordVectors.Shared)
        .AddSingleton<IEmbeddingGenerator<string, Embedding<float>>, WordVectorEmbedder>()
        .AddSingleton<IMemoryStore>(provider => provider.GetRequiredService<IPlatformDatabase>() is SqlitePlatform embedded
            ? new SqliteMemoryStore(embedded)
            : new PostgresMemoryStore(provider.GetRequiredService<IPlatformDatabase>()))
        .AddSingleton<Memories>();
}
