using System.Threading.Channels;
using AgentCluster.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Execution.Actions;

/// <summary>
/// Writes down reads after they ran, off the way of their answers, as many in one transaction as there are (decision 17). What is not written yet
/// when the process is killed is lost: a read changed nothing.
/// </summary>
internal sealed partial class ReadRecorder(IPlatformDatabase database, TimeProvider time, ILogger<ReadRecorder> logger) : BackgroundService
{
    private const int MostWaiting = 10_000;
    private const int MostTogether = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<(string Tenant, ActionRow Row)> _waiting = Channel.CreateBounded<(string, ActionRow)>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Takes a read that ran; never waits.</summary>
    public void Record(string tenant, ActionRow row) => _waiting.Writer.TryWrite((tenant, row));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host's stop completes the channel: what waits is written before this ends.
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var batch = new List<(string Tenant, ActionRow Row)>();
            while (batch.Count < MostTogether && _waiting.Reader.TryRead(out var read))
            {
                batch.Add(read);
            }

            foreach (var tenant in batch.GroupBy(read => read.Tenant, read => read.Row))
            {
                await WriteAsync(tenant.Key, [.. tenant], stoppingToken);
            }
        }
    }

    private async Task WriteAsync(string tenant, ActionRow[] rows, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await database.WriteAsync(
                    tenant,
                    async session =>
                    {
                        await ActionStore.InsertAsync(session, tenant, rows);
                        foreach (var row in rows)
                        {
                            await ActionLog.OpenAsync(session, tenant, row, row.EndedAt!.Value);
                        }

                        return true;
                    },
                    CancellationToken.None);
                return;
            }
            catch (AgentClusterException failure) when (failure.IsTransient && !stoppingToken.IsCancellationRequested)
            {
                LogAway(logger, rows.Length, failure);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (AgentClusterException failure)
            {
                LogLost(logger, rows.Length, failure);
                return;
            }
        }
    }

    [LoggerMessage(EventId = 5010, Level = LogLevel.Warning, Message = "{Count} reads are not written down yet; tried again")]
    private static partial void LogAway(ILogger logger, int count, Exception failure);

    [LoggerMessage(EventId = 5011, Level = LogLevel.Error, Message = "{Count} reads cannot be written down")]
    private static partial void LogLost(ILogger logger, int count, Exception failure);
}
