using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentCluster.Notifications.Callbacks;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace AgentCluster.Notifications.Telegram;

/// <summary>Receives updates. Invariant: nothing of a request is read before it has shown the secret that Telegram alone was given.</summary>
internal sealed class TelegramCallbacks(TelegramUpdates updates, IOptions<TelegramOptions> options) : ICallbackReceiver
{
    public string Name => TelegramChannel.ChannelName;

    public async Task<CallbackResult> ReceiveAsync(Callback callback, CancellationToken cancellationToken)
    {
        if (options.Value is not { IsConfigured: true, SecretToken: { } secret })
        {
            return CallbackResult.NotConfigured;
        }

        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(callback.Header("x-telegram-bot-api-secret-token")), Encoding.UTF8.GetBytes(secret)))
        {
            return CallbackResult.Refused;
        }

        if (Read(callback.Body.AsSpan()) is not { Id: > 0 } update)
        {
            return CallbackResult.Malformed;
        }

        await updates.HandleAsync(update, cancellationToken);
        return CallbackResult.Taken;
    }

    private static Update? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<Update>(body, JsonBotAPI.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
