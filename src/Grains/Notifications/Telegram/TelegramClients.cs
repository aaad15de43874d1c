using Microsoft.Extensions.Options;
using Telegram.Bot;

namespace AgentCluster.Notifications.Telegram;

/// <summary>The client of the configured bot, made when it is first needed.</summary>
internal sealed class TelegramClients(IOptions<TelegramOptions> options) : IDisposable
{
    /// <summary>How long a call waits for updates: the longest of all.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(25);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        Timeout = LongestWait + TimeSpan.FromSeconds(15),
    };

    private TelegramBotClient? _bot;

    /// <summary>The client; who asks to be called later is told so, and decides itself.</summary>
    public TelegramBotClient Bot => _bot ??= new(new TelegramBotClientOptions(options.Value.BotToken!, options.Value.BaseUrl.TrimEnd('/')) { RetryCount = 0, RetryThreshold = 0 }, _http);

    /// <summary>Id of the bot.</summary>
    public string BotId => options.Value.BotToken!.Split(':')[0];

    public void Dispose() => _http.Dispose();
}
