using AgentCluster.Grains.Tests.Notifications.Callbacks;
using AgentCluster.Notifications;
using AgentCluster.Notifications.Callbacks;
using AgentCluster.Notifications.Cards;
using AgentCluster.Notifications.Telegram;
using AgentCluster.Storage;
using AgentCluster.TestKit.Telegram;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AgentCluster.Grains.Tests.Notifications.Telegram;

/// <summary>The parts of a bot, put together over one database and one stand-in.</summary>
internal sealed class TelegramBot : IDisposable
{
    public const string Secret = "0123456789abcdef";

    private readonly IOptions<TelegramOptions> _options;
    private readonly IOptions<PublicOptions> _address = Options.Create(new PublicOptions { PublicUrl = "https://agents.example.com" });
    private readonly TelegramClients _clients;

    public TelegramBot(TelegramStandIn telegram, IPlatformDatabase database, bool webhook = false)
    {
        var options = new TelegramOptions { BotToken = TelegramStandIn.BotToken, BaseUrl = telegram.Url, SecretToken = webhook ? Secret : null };
        options.Chats.Add(TelegramStandIn.Chat);
        _options = Options.Create(options);
        _clients = new(_options);
        Seen = new(database, TimeProvider.System);
        Channel = new(_clients, _options);
        Updates = new(Seen, new CardDecider(new CardStore(database, TimeProvider.System), Approvals), _clients, _options, TimeProvider.System, NullLogger<TelegramUpdates>.Instance);
        Callbacks = new(Updates, _options);
        Listener = new(_clients, Updates, _options, _address, TimeProvider.System, NullLogger<TelegramListener>.Instance);
    }

    public FakeApprovals Approvals { get; } = new();

    public CallbackStore Seen { get; }

    public TelegramChannel Channel { get; }

    public TelegramUpdates Updates { get; }

    public TelegramCallbacks Callbacks { get; }

    public TelegramListener Listener { get; }

    public void Dispose() => _clients.Dispose();
}
