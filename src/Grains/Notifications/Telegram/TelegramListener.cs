using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace AgentCluster.Notifications.Telegram;

/// <summary>Listens to the bot's updates: fetches them by long polling, or has them sent to the public address.</summary>
internal sealed partial class TelegramListener(
    TelegramClients clients, TelegramUpdates updates, IOptions<TelegramOptions> options, IOptions<PublicOptions> address, TimeProvider time,
    ILogger<TelegramListener> logger)
{
    private static readonly UpdateType[] Wanted = [UpdateType.CallbackQuery];
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    // Doubled as often it is a minute: also what is long enough when another process fetches the same updates (error 409).
    private const int LongestPauseAfter = 7;

    /// <summary>Listens until it is stopped, whatever fails.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        for (var failures = 0; ;)
        {
            try
            {
                await (options.Value.HasWebhook ? ReceiveAsync(stop) : FetchAsync(() => failures = 0, stop));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever Telegram or the database throws passes; what was not dealt with comes again.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                failures = Math.Min(failures + 1, LongestPauseAfter);
                LogInterrupted(failures, failure.Message);
                await Task.Delay(Backoff.After(FirstPause, failures, clients.BotId), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ReceiveAsync(CancellationToken stop)
    {
        var url = new Uri(new Uri(address.Value.PublicUrl!), "/callbacks/telegram");
        await clients.Bot.SetWebhook(url.ToString(), allowedUpdates: Wanted, secretToken: options.Value.SecretToken, cancellationToken: stop);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
    }

    private async Task FetchAsync(Action succeeded, CancellationToken stop)
    {
        await clients.Bot.DeleteWebhook(cancellationToken: stop);
        var offset = new TelegramOffset(0, time.GetUtcNow());
        while (true)
        {
            var fetched = await clients.Bot.GetUpdates(offset.Next, timeout: (int)TelegramClients.LongestWait.TotalSeconds, allowedUpdates: Wanted, cancellationToken: stop);
            succeeded();
            foreach (var update in fetched)
            {
                await HandleAsync(update, stop);
            }

            offset = offset.After(fetched.LastOrDefault()?.Id, time.GetUtcNow());
        }
    }

    // What fails whenever it is tried would hold up everything behind it for ever.
    private async Task HandleAsync(Update update, CancellationToken stop)
    {
        try
        {
            await updates.HandleAsync(update, stop);
        }
#pragma warning disable CA1031 // Whatever it is, it concerns this update alone.
        catch (Exception failure) when (!TransientFaults.IsTransient(failure))
#pragma warning restore CA1031
        {
            LogSkipped(update.Id, failure);
        }
    }

    [LoggerMessage(EventId = 14033, Level = LogLevel.Error, Message = "Update {Update} of Telegram could not be dealt with and was passed over")]
    private partial void LogSkipped(int update, Exception failure);

    [LoggerMessage(EventId = 14032, Level = LogLevel.Warning, Message = "Listening to Telegram was interrupted ({Failures} times in a row); it goes on after a pause: {Problem}")]
    private partial void LogInterrupted(int failures, string problem);
}
