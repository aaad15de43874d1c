using System.Globalization;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Execution.Audit;

internal sealed partial class AuditGrain(AuditTrail trail, ExecutionLogStore store, ILogger<AuditGrain> logger) : Grain, IAuditGrain, IRemindable
{
    private const string ReminderName = "seal";

    private static readonly TimeSpan SealPeriod = TimeSpan.FromSeconds(1);

    // Orleans' shortest period: after a silo died the chain goes on within it.
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private IGrainTimer? _sealing;
    private bool _failing;

    private string Tenant => this.GetPrimaryKeyString();

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await this.RegisterOrUpdateReminder(ReminderName, ReminderPeriod, ReminderPeriod, cancellationToken);
        SealByTheClock();
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        _sealing?.Dispose();
        _sealing = null;
        if (await this.GetReminder(ReminderName, cancellationToken) is { } reminder)
        {
            await this.UnregisterReminder(reminder, cancellationToken);
        }
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (reminderName == ReminderName)
        {
            SealByTheClock();
        }

        return Task.CompletedTask;
    }

    public async Task<Outcome<Page<AuditRecord>>> ListAsync(AuditQuery query, CancellationToken cancellationToken = default)
    {
        var after = 0L;
        if (query.Cursor is { } cursor && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            return Problem.Invalid("cursor", "This is not a cursor of this list; leave it out to start at the oldest.");
        }

        await TrySealAsync(cancellationToken);
        var rows = await store.ListAsync(Tenant, after, query.Since, query.Limit + 1, cancellationToken);
        return new Page<AuditRecord>
        {
            Items = [.. rows.Take(query.Limit).Select(row => row.ToRecord())],
            Next = rows.Length > query.Limit ? rows[query.Limit - 1].Seq.ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    public async Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken = default)
    {
        await TrySealAsync(cancellationToken);
        var verification = await trail.VerifyAsync(Tenant, cancellationToken);
        if (!verification.Intact)
        {
            LogBroken(Tenant, verification.BrokenAt, verification.Reason);
        }

        return verification;
    }

    private void SealByTheClock() => _sealing ??= this.RegisterGrainTimer(
        static (grain, cancellationToken) => grain.TrySealAsync(cancellationToken),
        this,
        new GrainTimerCreationOptions { DueTime = SealPeriod, Period = SealPeriod, KeepAlive = true });

    // What keeps the chain from growing must not keep anybody from looking at it, least of all when somebody broke it.
    private async Task TrySealAsync(CancellationToken cancellationToken)
    {
        try
        {
            await trail.SealAsync(Tenant, cancellationToken);
            _failing = false;
        }
#pragma warning disable CA1031 // Told once, and tried again in a second.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            if (!_failing && !cancellationToken.IsCancellationRequested)
            {
                LogUnsealed(Tenant, failure);
            }

            _failing = true;
        }
    }

    [LoggerMessage(EventId = 5010, Level = LogLevel.Error, Message = "Tenant {Tenant}: the execution log is not sealed or its head not signed; tried again every second")]
    private partial void LogUnsealed(string tenant, Exception failure);

    [LoggerMessage(EventId = 5011, Level = LogLevel.Critical, Message = "Tenant {Tenant}: the execution log is not what was written, from row {Row} on: {Reason}")]
    private partial void LogBroken(string tenant, long? row, string? reason);
}
