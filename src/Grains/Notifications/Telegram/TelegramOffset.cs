namespace AgentCluster.Notifications.Telegram;

/// <summary>
/// From which update on is asked for, pure. Asking with a number confirms all updates below it, and after a week without any Telegram numbers them anew, maybe lower
/// (https://core.telegram.org/bots/api#update): a number that is a day old is not used, nor kept across a start. Without one the earliest that is not confirmed comes.
/// </summary>
/// <param name="Next">The number, or 0 for none.</param>
/// <param name="At">When it was learned.</param>
internal sealed record TelegramOffset(int Next, DateTimeOffset At)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>The next one.</summary>
    /// <param name="last">Number of the last update that was dealt with now, or null when none came.</param>
    /// <param name="now">The present.</param>
    public TelegramOffset After(int? last, DateTimeOffset now) =>
        last is { } id ? new(id + 1, now) : now - At >= Kept ? this with { Next = 0 } : this;
}
