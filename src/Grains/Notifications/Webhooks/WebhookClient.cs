using System.Globalization;
using System.Net;
using System.Text;
using AgentCluster.Execution;

namespace AgentCluster.Notifications.Webhooks;

/// <summary>Posts one message to a receiver. Nothing of the answer is kept but its status: a receiver cannot write into our records.</summary>
internal sealed class WebhookClient : IDisposable
{
    /// <summary>An attempt takes no longer; a stop of the silo has 25 s for everything.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private const int LongestError = 200;

    private readonly HttpClient _client;
    private readonly TimeProvider _time;

    public WebhookClient(OutgoingAddresses addresses, TimeProvider time)
        : this(addresses.CreateHandler(), time)
    {
    }

    internal WebhookClient(HttpMessageHandler handler, TimeProvider time) => (_client, _time) = (new(handler) { Timeout = Timeout.InfiniteTimeSpan }, time);

    /// <summary>Posts it.</summary>
    /// <returns>The status; or null and why there is none.</returns>
    public async Task<(HttpStatusCode? Status, string? Error)> PostAsync(Webhook webhook, WebhookDelivery delivery)
    {
        using var limit = new CancellationTokenSource(Longest, _time);
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", delivery.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(webhook.SecretsAt(_time.GetUtcNow()), delivery.Id, timestamp, delivery.Body));
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return (response.StatusCode, null);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return (null, failure is HttpRequestException ? ShownText.Cut(ShownText.Visible(failure.Message), LongestError) : "No answer within 20 s.");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();
}
