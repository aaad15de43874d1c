namespace AgentCluster.Scheduling;

/// <summary>The durable rows behind what singletons do by the clock. Reminder ticks may be missed and doubled; these rows may not.</summary>
public interface IScheduleStore
{
    /// <summary>Makes the schedule unless it exists, first due one interval from now.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="singleton">Name of the singleton, such as <c>learning</c>.</param>
    /// <param name="interval">Time between runs.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task EnsureAsync(string tenant, string singleton, TimeSpan interval, CancellationToken cancellationToken);

    /// <summary>Changes the interval; the next run is due one interval from now.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="singleton">Name of the singleton.</param>
    /// <param name="interval">Time between runs.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task SetIntervalAsync(string tenant, string singleton, TimeSpan interval, CancellationToken cancellationToken);

    /// <summary>Reads the schedule, or null when it was never made.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="singleton">Name of the singleton.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ScheduleView?> ReadAsync(string tenant, string singleton, CancellationToken cancellationToken);

    /// <summary>Claims the period that is due, in one conditional update; null when none is due or another has it.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="singleton">Name of the singleton.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<RunClaim?> ClaimDueAsync(string tenant, string singleton, CancellationToken cancellationToken);

    /// <summary>Claims a run that was asked for out of turn.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="singleton">Name of the singleton.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<RunClaim> ClaimNowAsync(string tenant, string singleton, CancellationToken cancellationToken);

    /// <summary>A claimed run that never ended (its silo died), or null.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="singleton">Name of the singleton.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<RunClaim?> InterruptedAsync(string tenant, string singleton, CancellationToken cancellationToken);

    /// <summary>Records how far a run came.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="singleton">Name of the singleton.</param>
    /// <param name="dueAt">The run.</param>
    /// <param name="checkpoint">The step done, in the singleton's own words.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task CheckpointAsync(string tenant, string singleton, DateTimeOffset dueAt, string checkpoint, CancellationToken cancellationToken);

    /// <summary>Ends a run.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="singleton">Name of the singleton.</param>
    /// <param name="dueAt">The run.</param>
    /// <param name="error">Why it failed, or null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task EndAsync(string tenant, string singleton, DateTimeOffset dueAt, string? error, CancellationToken cancellationToken);
}
