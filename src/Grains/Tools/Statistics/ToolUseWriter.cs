using AgentCluster.Tools.SelfMade;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Tools.Statistics;

/// <summary>Writes down every few seconds, and at the end, how tools fare, and demotes those that fail too often.</summary>
internal sealed partial class ToolUseWriter(ToolUses uses, ToolDemotion demotion, TimeProvider time, ILogger<ToolUseWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (tenant, name, version) in await uses.WriteAsync(cancellationToken))
            {
                await demotion.JudgeAsync(tenant, name, version, cancellationToken);
            }
        }
        catch (AgentClusterException failure)
        {
            LogUnwritten(failure);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops at once: a few seconds of figures are not worth holding it up.
        }
    }

    [LoggerMessage(EventId = 15001, Level = LogLevel.Warning, Message = "How tools fare is not written down yet; tried again in a few seconds")]
    private partial void LogUnwritten(Exception failure);
}
