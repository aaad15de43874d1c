using System.Data.Common;
using AgentCluster.Storage;

namespace AgentCluster.Scheduling;

/// <summary>
/// Tables <c>schedule</c> and <c>reminder_run</c>: the durable rows behind what singletons do by the clock. Reminder ticks may be
/// missed and doubled; these rows may not. A singleton has a name such as <c>learning</c>.
/// </summary>
public sealed class ScheduleStore(IPlatformDatabase database, TimeProvider time)
{
    /// <summary>Makes the schedule unless it exists, first due one interval from now.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="singleton">Name of the singleton.</param>
    /// <param name="interval">Time between runs.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task EnsureAsync(string tenant, string singleton, TimeSpan interval, CancellationToken cancellationToken) =>
        database.WriteAsync(
            tenant,
            session => session.ExecuteAsync(
                """
                INSERT INTO schedule (tenant, singleton, interval_ms, next_run_at) VALUES (@tenant, @singleton, @interval, @next)
                ON CONFLICT DO NOTHING
                """,
                ("@tenant", tenant), ("@singleton", singleton), ("@interval", (long)interval.TotalMilliseconds), ("@next", Now + interval)),
            cancellationToken);

    /// <summary>Changes the interval; the next run is due one interval from now.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="singleton">Name of the singleton.</param>
    /// <param name="interval">Time between runs.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task SetIntervalAsync(string tenant, string singleton, TimeSpan interval, CancellationToken cancellationToken) =>
        database.WriteAsync(
            tenant,
            session => session.ExecuteAsync(
                """
                INSERT INTO schedule (tenant, singleton, interval_ms, next_run_at) VALUES (@tenant, @singleton, @interval, @next)
                ON CONFLICT (tenant, singleton) DO UPDATE SET interval_ms = excluded.interval_ms, next_run_at = excluded.next_run_at
                """,
                ("@tenant", tenant), ("@singleton", singleton), ("@interval", (long)interval.TotalMilliseconds), ("@next", Now + interval)),
            cancellationToken);

    /// <summary>Reads the schedule, or null when it was never made.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="singleton">Name of the singleton.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ScheduleView?> ReadAsync(string tenant, string singleton, CancellationToken cancellationToken) =>
        database.ReadAsync(
            tenant,
            session => session.FirstAsync(
                View,
                """
                SELECT s.interval_ms, s.next_run_at, r.ended_at, r.detail,
                       (SELECT COUNT(*) FROM reminder_run c WHERE c.tenant = s.tenant AND c.singleton = s.singleton AND c.status IN ('done', 'failed'))
                FROM schedule s
                LEFT JOIN reminder_run r ON r.tenant = s.tenant AND r.singleton = s.singleton AND r.due_at = (
                    SELECT MAX(l.due_at) FROM reminder_run l
                    WHERE l.tenant = s.tenant AND l.singleton = s.singleton AND l.status IN ('done', 'failed'))
                WHERE s.tenant = @tenant AND s.singleton = @singleton
                """,
                ("@tenant", tenant), ("@singleton", singleton)),
            cancellationToken);

    /// <summary>Claims the period that is due, in one conditional update; null when none is due or another has it.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="singleton">Name of the singleton.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<RunClaim?> ClaimDueAsync(string tenant, string singleton, CancellationToken cancellationToken) =>
        database.WriteAsync(
            tenant,
            async session =>
            {
                var rows = await session.QueryAsync(
                    row => (Interval: TimeSpan.FromMilliseconds(row.GetInt64(0)), Next: row.InstantOf(1)),
                    "SELECT interval_ms, next_run_at FROM schedule WHERE tenant = @tenant AND singleton = @singleton",
                    ("@tenant", tenant), ("@singleton", singleton));
                if (rows is not [var schedule] || DuePeriods.Of(schedule.Next, schedule.Interval, Now) is not { Run: { } run } due)
                {
                    return null;
                }

                var moved = await session.ExecuteAsync(
                    "UPDATE schedule SET next_run_at = @next WHERE tenant = @tenant AND singleton = @singleton AND next_run_at = @read",
                    ("@next", due.Next), ("@tenant", tenant), ("@singleton", singleton), ("@read", schedule.Next));
                if (moved == 0)
                {
                    return null;
                }

                foreach (var skipped in due.Skipped)
                {
                    await InsertAsync(session, tenant, singleton, skipped, "skipped");
                }

                return await InsertAsync(session, tenant, singleton, run, "claimed") ? new RunClaim(run, "") : null;
            },
            cancellationToken);

    /// <summary>Claims a run that was asked for out of turn.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="singleton">Name of the singleton.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<RunClaim> ClaimNowAsync(string tenant, string singleton, CancellationToken cancellationToken) =>
        database.WriteAsync(
            tenant,
            async session =>
            {
                var dueAt = Now;
                while (!await InsertAsync(session, tenant, singleton, dueAt, "claimed"))
                {
                    dueAt = dueAt.AddMilliseconds(1);
                }

                return new RunClaim(dueAt, "");
            },
            cancellationToken);

    /// <summary>A claimed run that never ended (its silo died), or null.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="singleton">Name of the singleton.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<RunClaim?> InterruptedAsync(string tenant, string singleton, CancellationToken cancellationToken) =>
        database.ReadAsync(
            tenant,
            session => session.FirstAsync(
                row => new RunClaim(row.InstantOf(0), row.GetString(1)),
                "SELECT due_at, checkpoint FROM reminder_run WHERE tenant = @tenant AND singleton = @singleton AND status = 'claimed' ORDER BY due_at LIMIT 1",
                ("@tenant", tenant), ("@singleton", singleton)),
            cancellationToken);

    /// <summary>Records how far a run came.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="singleton">Name of the singleton.</param>
    /// <param name="dueAt">The run.</param>
    /// <param name="checkpoint">The step done, in the singleton's own words.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task CheckpointAsync(string tenant, string singleton, DateTimeOffset dueAt, string checkpoint, CancellationToken cancellationToken) =>
        database.WriteAsync(
            tenant,
            session => session.ExecuteAsync(
                "UPDATE reminder_run SET checkpoint = @checkpoint WHERE tenant = @tenant AND singleton = @singleton AND due_at = @due AND status = 'claimed'",
                ("@checkpoint", checkpoint), ("@tenant", tenant), ("@singleton", singleton), ("@due", dueAt)),
            cancellationToken);

    /// <summary>Ends a run.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="singleton">Name of the singleton.</param>
    /// <param name="dueAt">The run.</param>
    /// <param name="error">Why it failed, or null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task EndAsync(string tenant, string singleton, DateTimeOffset dueAt, string? error, CancellationToken cancellationToken) =>
        database.WriteAsync(
            tenant,
            session => session.ExecuteAsync(
                """
                UPDATE reminder_run SET status = @status, ended_at = @now, detail = @error
                WHERE tenant = @tenant AND singleton = @singleton AND due_at = @due AND status = 'claimed'
                """,
                ("@status", error is null ? "done" : "failed"), ("@now", Now), ("@error", error),
                ("@tenant", tenant), ("@singleton", singleton), ("@due", dueAt)),
            cancellationToken);

    // Both engines keep a due time to the millisecond: it is part of a key that is compared.
    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    private async Task<bool> InsertAsync(PlatformSession session, string tenant, string singleton, DateTimeOffset dueAt, string status) =>
        await session.ExecuteAsync(
            """
            INSERT INTO reminder_run (tenant, singleton, due_at, status, started_at) VALUES (@tenant, @singleton, @due, @status, @now)
            ON CONFLICT DO NOTHING
            """,
            ("@tenant", tenant), ("@singleton", singleton), ("@due", dueAt), ("@status", status), ("@now", status == "claimed" ? Now : null)) == 1;

    private static ScheduleView View(DbDataReader row) => new()
    {
        Interval = TimeSpan.FromMilliseconds(row.GetInt64(0)),
        NextRunAt = row.InstantOf(1),
        LastRunAt = row.Instant(2),
        LastError = row.Text(3),
        Runs = row.GetInt64(4),
    };
}
