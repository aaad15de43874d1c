using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Scheduling;

/// <summary>Registers the durable schedules.</summary>
public static class SchedulingRegistration
{
    /// <summary>Adds <see cref="ScheduleStore"/>; the platform database and a <see cref="TimeProvider"/> must be registered.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddScheduling(this IServiceCollection services) =>
        services.AddSingleton<ScheduleStore>();
}
