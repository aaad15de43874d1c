using System.Text;

namespace AgentCluster.TestKit.Slack;

/// <summary>A request as Slack sends it.</summary>
public sealed record SlackRequest(string Body, string Timestamp, string Signature)
{
    /// <summary>Sends it to a gateway; the same again is a replay.</summary>
    public async Task<int> SendAsync(HttpClient gateway)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/callbacks/slack")
        {
            Content = new StringContent(Body, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.TryAddWithoutValidation("X-Slack-Request-Timestamp", Timestamp);
        request.Headers.TryAddWithoutValidation("X-Slack-Signature", Signature);
        using var response = await gateway.SendAsync(request);
        return (int)response.StatusCode;
    }
}
