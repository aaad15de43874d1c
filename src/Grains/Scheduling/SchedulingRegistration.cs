using AgentCluster.Scheduling.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Scheduling;

/// <summary>Registers the durable schedules.</summary>
public static class SchedulingRegistration
{
    /// <summary>Adds <see cref="IScheduleStore"/>.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddScheduling(this IServiceCollection services) =>
        services.AddSingleton<IScheduleStore, SqliteScheduleStore>();
}
