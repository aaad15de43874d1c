using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentCluster.TestKit.Slack;

/// <summary>
/// Slack's Web API on loopback: takes what Slack takes, refuses what it refuses (token, shapes, limits of blocks), keeps the messages, and
/// fails as often as it is told to.
/// </summary>
public sealed class SlackStandIn : IAsyncDisposable
{
    public const string BotToken = "xoxb-1-stand-in";
    public const string SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5";
    public const string Team = "T024BE7LD";
    public const string Channel = "C024BE91L";

    private readonly WebApplication _app;
    private int _last;

    private SlackStandIn(WebApplication app) => _app = app;

    public string Url { get; private set; } = "";

    public string ApiUrl => $"{Url}/api/";

    /// <summary>Where the people who click are answered.</summary>
    public string ResponseUrl => $"{Url}/respond";

    /// <summary>The messages as they stand, by channel and timestamp.</summary>
    public ConcurrentDictionary<(string Channel, string Timestamp), JsonObject> Messages { get; } = new();

    /// <summary>Every call that was taken: the method and what it carried.</summary>
    public ConcurrentQueue<(string Method, JsonObject Arguments)> Calls { get; } = [];

    /// <summary>What people who clicked were told, and nobody else.</summary>
    public ConcurrentQueue<string> Told { get; } = [];

    /// <summary>Answers to the next calls in place of taking them: an error's name, or an HTTP status.</summary>
    public ConcurrentQueue<string> Failures { get; } = [];

    public static async Task<SlackStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var standIn = new SlackStandIn(app);
        app.MapPost("/api/{method}", standIn.CallAsync);
        app.MapPost("/respond", standIn.RespondAsync);
        await app.StartAsync();
        standIn.Url = app.Urls.First();
        return standIn;
    }

    /// <summary>The settings of a silo that has this app.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["AgentCluster__Slack__BotToken"] = BotToken,
        ["AgentCluster__Slack__SigningSecret"] = SigningSecret,
        ["AgentCluster__Slack__Team"] = Team,
        ["AgentCluster__Slack__Channel"] = Channel,
        ["AgentCluster__Slack__ApiUrl"] = ApiUrl,
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task CallAsync(string method, HttpContext http)
    {
        var arguments = await http.Request.ReadFromJsonAsync<JsonObject>() ?? [];
        if (Failures.TryDequeue(out var failure) && int.TryParse(failure, CultureInfo.InvariantCulture, out var status))
        {
            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = "7";
            return;
        }

        var answer = failure is not null ? Refused(failure) : http.Request.Headers.Authorization != $"Bearer {BotToken}" ? Refused("invalid_auth") : Take(method, arguments);
        await http.Response.WriteAsJsonAsync(answer);
    }

    private JsonObject Take(string method, JsonObject arguments)
    {
        if (BlockKit.Fault(arguments) is { } fault)
        {
            return Refused(fault);
        }

        var channel = (string?)arguments["channel"] ?? "";
        var place = method switch
        {
            "chat.postMessage" => (channel.StartsWith('U') ? $"D{channel[1..]}" : channel, $"1531420617.{Interlocked.Increment(ref _last):D6}"),
            "chat.update" => (channel, (string?)arguments["ts"] ?? ""),
            _ => default((string, string)?),
        };
        if (place is not { } found || (method == "chat.update" && !Messages.ContainsKey(found)))
        {
            return Refused(place is null ? "unknown_method" : "message_not_found");
        }

        Messages[found] = arguments;
        Calls.Enqueue((method, arguments));
        return new() { ["ok"] = true, ["channel"] = found.Item1, ["ts"] = found.Item2 };
    }

    private async Task RespondAsync(HttpContext http)
    {
        var told = await http.Request.ReadFromJsonAsync<JsonObject>() ?? [];
        var isForOne = (string?)told["response_type"] == "ephemeral" && (bool?)told["replace_original"] == false;
        http.Response.StatusCode = isForOne ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        Told.Enqueue(isForOne ? (string)told["text"]! : $"not for one person: {told.ToJsonString()}");
    }

    private static JsonObject Refused(string error) => new() { ["ok"] = false, ["error"] = error };
}
