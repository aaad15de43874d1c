using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace AgentCluster.Benchmarks.Chaos;

/// <summary>
/// A client as the API's documentation asks for one: a key for each question, repeated only when it is told that it may. It asks one agent
/// for as long as it runs, so that with as many clients as agents somebody always waits for each, and a gap is the agent's and not chance's.
/// </summary>
internal sealed class ChaosClient(int number, Balancer gateways, IReadOnlyList<string> agents, ChaosLog log, TimeSpan pause, Random random)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _agent = agents[number % agents.Count];

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await AskAsync();
            await Task.Delay(pause * 2 * random.NextDouble(), CancellationToken.None);
        }
    }

    // A question that was begun is seen through, also when the measurement is over: what was acknowledged is verified.
    private async Task AskAsync()
    {
        var key = Guid.NewGuid().ToString("N");
        // Half of the questions are acknowledged before they have ended; only those can be lost after they were acknowledged.
        var body = new { question = ChaosSource.Question(random), waitSeconds = random.Next(2) * 30 };
        var started = log.Now;
        log.Issue(key, _agent);
        string? interaction = null;
        while (log.Now - started < Patience)
        {
            using var request = interaction is null
                ? new HttpRequestMessage(HttpMethod.Post, $"/v1/agents/{_agent}/ask") { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", key } } }
                : new HttpRequestMessage(HttpMethod.Get, $"/v1/interactions/{interaction}?waitSeconds=30");
            var (outcome, id, pause) = await CallAsync(gateways.Next(random), request);
            if (id is not null)
            {
                log.Acknowledge(key, interaction = id, isRunning: outcome == CallOutcome.Running);
            }

            switch (outcome)
            {
                case CallOutcome.Answered:
                    log.Answer(key, number);
                    return;
                case CallOutcome.Failed:
                    return;
                case CallOutcome.Retryable:
                    await Task.Delay(pause);
                    break;
            }
        }

        log.Call(CallOutcome.Failed, "no answer in 90 s");
    }

    private async Task<(CallOutcome Outcome, string? Interaction, TimeSpan Pause)> CallAsync(HttpClient gateway, HttpRequestMessage request)
    {
        try
        {
            using var response = await gateway.SendAsync(request);
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
            return Logged(response, answer);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException)
        {
            // The connection broke: a request with a key may always be repeated, but this one was told so by nobody.
            log.Call(CallOutcome.Failed, $"{failure.GetType().Name}: {failure.InnerException?.Message ?? failure.Message}");
            return (CallOutcome.Retryable, null, TimeSpan.FromMilliseconds(100));
        }
    }

    private (CallOutcome Outcome, string? Interaction, TimeSpan Pause) Logged(HttpResponseMessage response, JsonElement answer)
    {
        if (response.IsSuccessStatusCode)
        {
            var status = answer.GetProperty("status").GetString();
            var outcome = status == "completed" ? CallOutcome.Answered : status == "running" ? CallOutcome.Running : CallOutcome.Failed;
            log.Call(outcome, outcome == CallOutcome.Failed ? $"interaction {status}: {answer.GetProperty("error").GetRawText()}" : "");
            return (outcome, answer.GetProperty("interactionId").GetString(), TimeSpan.Zero);
        }

        var detail = string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {answer.GetProperty("code").GetString()}: {answer.GetProperty("detail").GetString()}");
        var retryable = response.Headers.RetryAfter?.Delta is not null && response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict;
        log.Call(retryable ? CallOutcome.Retryable : CallOutcome.Failed, detail);
        return (retryable ? CallOutcome.Retryable : CallOutcome.Failed, null, response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero);
    }
}
