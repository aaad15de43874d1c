using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentCluster.TestKit.Telegram;

/// <summary>
/// The Bot API of Telegram on loopback: takes what it takes, refuses what it refuses (token, markup, limits), keeps the messages, hands out
/// updates by long polling or webhook, and fails as often as it is told to.
/// </summary>
public sealed class TelegramStandIn : IAsyncDisposable
{
    public const string BotToken = "4711:stand-in_token";
    public const string Chat = "-1001234567890";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<int, JsonObject> _updates = new();
    private int _lastMessage;
    private int _lastUpdate = 100;
    private int _polls;

    private TelegramStandIn(WebApplication app) => _app = app;

    public string Url { get; private set; } = "";

    /// <summary>The messages as they stand, by chat and number.</summary>
    public ConcurrentDictionary<(string Chat, int Message), JsonObject> Messages { get; } = new();

    /// <summary>Answers to clicks: what people saw.</summary>
    public ConcurrentQueue<string> Answers { get; } = [];

    /// <summary>Methods that were called, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>Answers to the next calls in place of taking them: a status, and a description.</summary>
    public ConcurrentQueue<(int Status, string Description)> Failures { get; } = [];

    /// <summary>Where updates are sent and with which secret, or null.</summary>
    public (string Url, string Secret)? Webhook { get; private set; }

    /// <summary>Updates that nobody has confirmed.</summary>
    public IReadOnlyCollection<int> Pending => [.. _updates.Keys.Order()];

    public static async Task<TelegramStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var standIn = new TelegramStandIn(app);
        app.MapPost("/bot{token}/{method}", standIn.CallAsync);
        await app.StartAsync();
        standIn.Url = app.Urls.First();
        return standIn;
    }

    /// <summary>The settings of a silo that has this bot.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["AgentCluster__Telegram__BotToken"] = BotToken,
        ["AgentCluster__Telegram__BaseUrl"] = Url,
        ["AgentCluster__Telegram__Chats__0"] = Chat,
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Somebody clicks on a button of a message: an update that waits to be fetched.</summary>
    /// <returns>The update, as a webhook would be sent it.</returns>
    public JsonObject Click((string Chat, int Message) message, long user, int button) =>
        Update(message, user, (string)Messages[message]["reply_markup"]!["inline_keyboard"]![0]![button]!["callback_data"]!);

    /// <summary>Numbers updates anew and lower, as Telegram may after a week without any.</summary>
    public void NumberAnew() => _lastUpdate = 10;

    /// <summary>An update with any data.</summary>
    public JsonObject Update((string Chat, int Message) message, long user, string data)
    {
        var id = Interlocked.Increment(ref _lastUpdate);
        var update = new JsonObject
        {
            ["update_id"] = id,
            ["callback_query"] = new JsonObject
            {
                ["id"] = $"query {id}",
                ["from"] = new JsonObject { ["id"] = user, ["is_bot"] = false, ["first_name"] = "Maria" },
                ["message"] = MessageOf(message, "text"),
                ["chat_instance"] = "1",
                ["data"] = data,
            },
        };
        _updates[id] = update;
        return update;
    }

    /// <summary>Sends an update to a gateway as the webhook does.</summary>
    public static async Task<int> DeliverAsync(HttpClient gateway, JsonObject update, string? secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/callbacks/telegram") { Content = JsonContent.Create(update) };
        request.Headers.TryAddWithoutValidation("X-Telegram-Bot-Api-Secret-Token", secret);
        using var response = await gateway.SendAsync(request);
        return (int)response.StatusCode;
    }

    private async Task CallAsync(string token, string method, HttpContext http)
    {
        var arguments = http.Request.ContentLength is 0 ? [] : await http.Request.ReadFromJsonAsync<JsonObject>() ?? [];
        Calls.Enqueue(method);
        var (status, answer) = Failures.TryDequeue(out var failure) ? (failure.Status, Refused(failure.Status, failure.Description))
            : $"{token}" != BotToken ? (401, Refused(401, "Unauthorized"))
            : method == "getUpdates" ? await UpdatesAsync(arguments, http.RequestAborted)
            : Take(method, arguments);
        http.Response.StatusCode = status;
        await http.Response.WriteAsJsonAsync(answer);
    }

    private (int Status, JsonObject Answer) Take(string method, JsonObject arguments)
    {
        switch (method)
        {
            case "sendMessage":
                return BotMarkup.Fault(arguments) is { } fault ? Bad(fault) : Show((Text(arguments, "chat_id"), Interlocked.Increment(ref _lastMessage)), arguments);
            case "editMessageText":
                var place = (Text(arguments, "chat_id"), (int)arguments["message_id"]!);
                return BotMarkup.Fault(arguments) is { } wrong ? Bad(wrong)
                    : !Messages.TryGetValue(place, out var shown) ? Bad("message to edit not found")
                    : Face(shown) == Face(arguments) ? Bad("message is not modified: specified new message content and reply markup are exactly the same")
                    : Show(place, arguments);
            case "answerCallbackQuery":
                var words = Text(arguments, "text");
                Answers.Enqueue(words);
                return words.Length > 200 ? Bad("MESSAGE_TOO_LONG") : Ok(true);
            case "setWebhook":
                Webhook = (Text(arguments, "url"), Text(arguments, "secret_token"));
                return Ok(true);
            case "deleteWebhook":
                Webhook = null;
                return Ok(true);
            default:
                return (404, Refused(404, "Not Found"));
        }
    }

    // A later poll ends an earlier one, as Telegram's does.
    private async Task<(int Status, JsonObject Answer)> UpdatesAsync(JsonObject arguments, CancellationToken aborted)
    {
        var poll = Interlocked.Increment(ref _polls);
        var offset = (int?)arguments["offset"] ?? 0;
        foreach (var confirmed in _updates.Keys.Where(id => id < offset))
        {
            _updates.TryRemove(confirmed, out _);
        }

        var until = TimeProvider.System.GetTimestamp();
        while (_updates.IsEmpty && poll == Volatile.Read(ref _polls) && TimeProvider.System.GetElapsedTime(until) < TimeSpan.FromSeconds((int?)arguments["timeout"] ?? 0))
        {
            await Task.Delay(20, aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return Webhook is not null ? (409, Refused(409, "Conflict: can't use getUpdates method while webhook is active"))
            : poll != Volatile.Read(ref _polls) ? (409, Refused(409, "Conflict: terminated by other getUpdates request"))
            : Ok(new JsonArray([.. _updates.OrderBy(update => update.Key).Select(update => update.Value.DeepClone())]));
    }

    private (int Status, JsonObject Answer) Show((string Chat, int Message) place, JsonObject arguments)
    {
        Messages[place] = arguments;
        return Ok(MessageOf(place, "text"));
    }

    private static JsonObject MessageOf((string Chat, int Message) place, string text) => new()
    {
        ["message_id"] = place.Message,
        ["date"] = 1_531_420_617,
        ["chat"] = new JsonObject { ["id"] = long.Parse(place.Chat, CultureInfo.InvariantCulture), ["type"] = place.Chat.StartsWith('-') ? "supergroup" : "private" },
        ["text"] = text,
    };

    private static string Face(JsonObject message) => $"{message["text"]}{message["reply_markup"]?.ToJsonString()}";

    private static string Text(JsonObject arguments, string field) => arguments[field]?.ToString() ?? "";

    private static (int Status, JsonObject Answer) Ok(JsonNode result) => (200, new() { ["ok"] = true, ["result"] = result });

    private static (int Status, JsonObject Answer) Bad(string description) => (400, Refused(400, $"Bad Request: {description}"));

    private static JsonObject Refused(int status, string description)
    {
        var answer = new JsonObject { ["ok"] = false, ["error_code"] = status, ["description"] = description };
        if (status == 429)
        {
            answer["parameters"] = new JsonObject { ["retry_after"] = 7 };
        }

        return answer;
    }
}
