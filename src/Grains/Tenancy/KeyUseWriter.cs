using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Tenancy;

/// <summary>Writes down once a minute, and at the end, when keys were last used.</summary>
internal sealed partial class KeyUseWriter(KeyUses uses, TimeProvider time, ILogger<KeyUseWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await WriteAsync(stoppingToken);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await uses.WriteAsync(cancellationToken);
        }
        catch (AgentClusterException failure)
        {
            LogUnwritten(failure);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops at once: when keys were last used, to the minute, is not worth holding it up.
        }
    }

    [LoggerMessage(EventId = 12001, Level = LogLevel.Warning, Message = "When API keys were last used is not written down yet; tried again in a minute")]
    private partial void LogUnwritten(Exception failure);
}
