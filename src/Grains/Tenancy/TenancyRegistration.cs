using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Tenancy;

/// <summary>Registers the slice.</summary>
public static class TenancyRegistration
{
    /// <summary>Adds what the tenancy grains need; the platform database and a <see cref="TimeProvider"/> must be registered.</summary>
    public static IServiceCollection AddTenancy(this IServiceCollection services) => services
        .AddSingleton<IdempotencyStore>()
        .AddSingleton<TenantStore>()
        .AddSingleton<ApiKeyStore>()
        .AddSingleton<KeyUses>()
        .AddHostedService<KeyUseWriter>();
}
