using System.Globalization;

namespace AgentCluster.Notifications.Telegram;

/// <summary>A message of Telegram's: its chat and its number there, written <c>-1001234567890:17</c>.</summary>
internal sealed record TelegramReference(long Chat, int Message)
{
    /// <summary>What <see cref="ToString"/> wrote; null for null.</summary>
    public static TelegramReference? Parse(string? text) => text?.Split(':') is [var chat, var message]
        ? new(long.Parse(chat, CultureInfo.InvariantCulture), int.Parse(message, CultureInfo.InvariantCulture))
        : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Chat}:{Message}");
}
