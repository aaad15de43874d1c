using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Scheduling.Sqlite;

internal sealed class SqliteScheduleStore(SqlitePlatform database, TimeProvider time) : IScheduleStore
{
    public Task EnsureAsync(string tenant, string singleton, TimeSpan interval, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                """
                INSERT INTO schedule (tenant, singleton, interval_ms, next_run_at) VALUES (@tenant, @singleton, @interval, @next)
                ON CONFLICT DO NOTHING
                """,
                ("@tenant", tenant), ("@singleton", singleton), ("@interval", (long)interval.TotalMilliseconds), ("@next", Now + (long)interval.TotalMilliseconds)),
            cancellationToken);

    public Task SetIntervalAsync(string tenant, string singleton, TimeSpan interval, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                """
                INSERT INTO schedule (tenant, singleton, interval_ms, next_run_at) VALUES (@tenant, @singleton, @interval, @next)
                ON CONFLICT DO UPDATE SET interval_ms = excluded.interval_ms, next_run_at = excluded.next_run_at
                """,
                ("@tenant", tenant), ("@singleton", singleton), ("@interval", (long)interval.TotalMilliseconds), ("@next", Now + (long)interval.TotalMilliseconds)),
            cancellationToken);

    public Task<ScheduleView?> ReadAsync(string tenant, string singleton, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.Query(
                reader => new ScheduleView
                {
                    Interval = TimeSpan.FromMilliseconds(reader.GetInt64(0)),
                    NextRunAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)),
                    LastRunAt = reader.Instant(2),
                    LastError = reader.Text(3),
                    Runs = reader.GetInt64(4),
                },
                """
                SELECT s.interval_ms, s.next_run_at, r.ended_at, r.detail,
                       (SELECT COUNT(*) FROM reminder_run c WHERE c.tenant = s.tenant AND c.singleton = s.singleton AND c.status IN ('done', 'failed'))
                FROM schedule s
                LEFT JOIN reminder_run r ON r.tenant = s.tenant AND r.singleton = s.singleton AND r.due_at = (
                    SELECT MAX(l.due_at) FROM reminder_run l
                    WHERE l.tenant = s.tenant AND l.singleton = s.singleton AND l.status IN ('done', 'failed'))
                WHERE s.tenant = @tenant AND s.singleton = @singleton
                """,
                ("@tenant", tenant), ("@singleton", singleton)).FirstOrDefault(),
            cancellationToken);

    public Task<RunClaim?> ClaimDueAsync(string tenant, string singleton, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                var row = connection.Query(
                    reader => (Interval: TimeSpan.FromMilliseconds(reader.GetInt64(0)), Next: DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1))),
                    "SELECT interval_ms, next_run_at FROM schedule WHERE tenant = @tenant AND singleton = @singleton",
                    ("@tenant", tenant), ("@singleton", singleton));
                if (row is not [var schedule] || DuePeriods.Of(schedule.Next, schedule.Interval, time.GetUtcNow()) is not { Run: { } run } due)
                {
                    return null;
                }

                connection.Execute(
                    "UPDATE schedule SET next_run_at = @next WHERE tenant = @tenant AND singleton = @singleton",
                    ("@next", due.Next.ToUnixTimeMilliseconds()), ("@tenant", tenant), ("@singleton", singleton));
                foreach (var skipped in due.Skipped)
                {
                    Insert(connection, tenant, singleton, skipped, "skipped");
                }

                return Insert(connection, tenant, singleton, run, "claimed") ? new RunClaim(run, "") : null;
            },
            cancellationToken);

    public Task<RunClaim> ClaimNowAsync(string tenant, string singleton, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                var dueAt = DateTimeOffset.FromUnixTimeMilliseconds(Now);
                while (!Insert(connection, tenant, singleton, dueAt, "claimed"))
                {
                    dueAt = dueAt.AddMilliseconds(1);
                }

                return new RunClaim(dueAt, "");
            },
            cancellationToken);

    public Task<RunClaim?> InterruptedAsync(string tenant, string singleton, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.Query(
                reader => new RunClaim(DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(0)), reader.GetString(1)),
                "SELECT due_at, checkpoint FROM reminder_run WHERE tenant = @tenant AND singleton = @singleton AND status = 'claimed' ORDER BY due_at LIMIT 1",
                ("@tenant", tenant), ("@singleton", singleton)).FirstOrDefault(),
            cancellationToken);

    public Task CheckpointAsync(string tenant, string singleton, DateTimeOffset dueAt, string checkpoint, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                "UPDATE reminder_run SET checkpoint = @checkpoint WHERE tenant = @tenant AND singleton = @singleton AND due_at = @due AND status = 'claimed'",
                ("@checkpoint", checkpoint), ("@tenant", tenant), ("@singleton", singleton), ("@due", dueAt.ToUnixTimeMilliseconds())),
            cancellationToken);

    public Task EndAsync(string tenant, string singleton, DateTimeOffset dueAt, string? error, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                """
                UPDATE reminder_run SET status = @status, ended_at = @now, detail = @error
                WHERE tenant = @tenant AND singleton = @singleton AND due_at = @due AND status = 'claimed'
                """,
                ("@status", error is null ? "done" : "failed"), ("@now", Now), ("@error", error),
                ("@tenant", tenant), ("@singleton", singleton), ("@due", dueAt.ToUnixTimeMilliseconds())),
            cancellationToken);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private bool Insert(SqliteConnection connection, string tenant, string singleton, DateTimeOffset dueAt, string status) =>
        connection.Execute(
            """
            INSERT INTO reminder_run (tenant, singleton, due_at, status, started_at) VALUES (@tenant, @singleton, @due, @status, @now)
            ON CONFLICT DO NOTHING
            """,
            ("@tenant", tenant), ("@singleton", singleton), ("@due", dueAt.ToUnixTimeMilliseconds()), ("@status", status),
            ("@now", status == "claimed" ? Now : null)) == 1;
}
