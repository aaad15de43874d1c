using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications.Slack;

/// <summary>Calls Slack's Web API (https://docs.slack.dev/apis/web-api), and answers at the addresses that its requests carry.</summary>
internal sealed class SlackClient(IOptions<SlackOptions> options) : IDisposable
{
    private const string ResponseHost = "hooks.slack.com";
    private const int MostBytes = 1024 * 1024;

    // What passes by itself, or what a person mends in Slack: https://docs.slack.dev/reference/methods/chat.postMessage#errors.
    private static readonly string[] PassingErrors =
    [
        "internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited", "rate_limited", "team_added_to_org",
        "not_in_channel", "channel_not_found", "missing_scope", "not_authed", "invalid_auth", "token_revoked", "token_expired", "account_inactive",
    ];

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        Timeout = TimeSpan.FromSeconds(15),
        MaxResponseContentBufferSize = MostBytes,
    };

    /// <summary>Calls a method as the app's bot.</summary>
    /// <param name="method">Such as <c>chat.postMessage</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<SlackReply> CallAsync(string method, JsonObject arguments, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.ApiUrl + method) { Content = Json(arguments) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.BotToken);
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            return response.StatusCode == HttpStatusCode.OK
                ? Read(await response.Content.ReadAsStringAsync(cancellationToken))
                : new(null, null, string.Create(CultureInfo.InvariantCulture, $"Slack answered {(int)response.StatusCode}."), RetryAfter: response.Headers.RetryAfter?.Delta);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            return new(null, null, failure.Message);
        }
    }

    /// <summary>Tells the person who clicked, and nobody else; tried once, within the moment for which such an address is good.</summary>
    /// <param name="responseUrl">The address that the click carries.</param>
    /// <param name="text">Plain text.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether it was sent.</returns>
    public async Task<bool> TellAsync(string responseUrl, string text, CancellationToken cancellationToken)
    {
        if (!IsSlacks(responseUrl))
        {
            return false;
        }

        try
        {
            using var content = Json(new() { ["response_type"] = "ephemeral", ["replace_original"] = false, ["text"] = Cards.Markup.Escape(text, 1_500) });
            using var response = await _http.PostAsync(new Uri(responseUrl), content, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    // The signature vouches for the address; should the secret be lost, nothing is sent elsewhere nevertheless.
    private bool IsSlacks(string responseUrl) =>
        Uri.TryCreate(responseUrl, UriKind.Absolute, out var address) && address.UserInfo.Length == 0
        && ((address.Scheme == Uri.UriSchemeHttps && address.Host == ResponseHost && address.IsDefaultPort)
            || address.GetLeftPart(UriPartial.Authority) == new Uri(options.Value.ApiUrl).GetLeftPart(UriPartial.Authority));

    private static SlackReply Read(string body)
    {
        var reply = JsonNode.Parse(body) as JsonObject;
        return reply?["ok"]?.GetValueKind() == JsonValueKind.True ? new(Text(reply, "channel"), Text(reply, "ts"))
            : Text(reply, "error") is { } error ? new(null, null, error, IsFinal: !PassingErrors.Contains(error))
            : new(null, null, "Slack's answer is none.");
    }

    private static string? Text(JsonObject? reply, string field) => reply?[field] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static StringContent Json(JsonObject value) => new(value.ToJsonString(), Encoding.UTF8, "application/json");
}
