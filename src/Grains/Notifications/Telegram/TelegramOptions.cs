namespace AgentCluster.Notifications.Telegram;

/// <summary>The Telegram bot through which people are told and decide; without it there is none.</summary>
public sealed class TelegramOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "AgentCluster:Telegram";

    /// <summary>Token of the bot, as BotFather gives it.</summary>
    public string? BotToken { get; set; }

    /// <summary>
    /// What Telegram has to know to call us, 16 to 256 of A-Z, a-z, 0-9, '_' and '-'. With it updates are received at <c>PublicUrl</c>; default none:
    /// they are fetched.
    /// </summary>
    public string? SecretToken { get; set; }

    /// <summary>Ids of chats where everything is shown, such as <c>-1001234567890</c>; default none, so that people alone are told who are approvers.</summary>
    public IList<string> Chats { get; } = [];

    /// <summary>The tenant whose requests are shown; default <c>local</c>.</summary>
    public string Tenant { get; set; } = Tenancy.TenantNames.Local;

    /// <summary>Address of the Bot API; default Telegram's own.</summary>
    public string BaseUrl { get; set; } = "https://api.telegram.org";

    /// <summary>Whether there is a bot.</summary>
    internal bool IsConfigured => BotToken is not null;

    /// <summary>Whether updates are received rather than fetched.</summary>
    internal bool HasWebhook => SecretToken is not null;
}
