using AgentCluster.Notifications.Callbacks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications.Slack;

/// <summary>
/// Takes clicks in Slack. Invariant: nothing of a request is read before its signature is found valid over its very bytes, and one signature
/// counts once in the whole cluster.
/// </summary>
internal sealed partial class SlackCallbacks(
    CallbackStore seen, CardDecider decider, SlackClient client, IOptions<SlackOptions> options, TimeProvider time, ILogger<SlackCallbacks> logger) : ICallbackReceiver
{
    // The person waits in front of the message.
    private static readonly TimeSpan TellingTime = TimeSpan.FromSeconds(10);

    public string Name => SlackChannel.ChannelName;

    public async Task<CallbackResult> ReceiveAsync(Callback callback, CancellationToken cancellationToken)
    {
        var slack = options.Value;
        if (!slack.IsConfigured)
        {
            return CallbackResult.NotConfigured;
        }

        var signature = callback.Header("x-slack-signature");
        if (!SlackSignature.IsValid(slack.SigningSecret!, callback.Header("x-slack-request-timestamp"), signature, callback.Body.AsSpan(), time.GetUtcNow()))
        {
            return CallbackResult.Refused;
        }

        if (!await seen.ClaimAsync(slack.Tenant, Name, signature, callback.Operation, cancellationToken))
        {
            LogReplayed();
            return CallbackResult.Refused;
        }

        var read = SlackClicks.Read(callback.Body.AsSpan());
        if (!read.Succeeded)
        {
            LogMalformed(read.Problem.Field, read.Problem.Message);
            return CallbackResult.Malformed;
        }

        var click = read.Value;
        if (click.Team != slack.Team)
        {
            LogForeign(click.Team, click.User);
            return CallbackResult.Refused;
        }

        var decided = await decider.DecideAsync(
            new(slack.Tenant, Name, click.User, new SlackReference(click.Channel, click.Message).ToString(), click.Token, click.Decision, click.Trigger), cancellationToken);
        if (decided.Problem is { } problem)
        {
            // Slack waits three seconds for its answer and no longer; what counts is durable, and the message itself will show it.
            _ = TellAsync(click.ResponseUrl, problem.Message);
        }

        return CallbackResult.Taken;
    }

    private async Task TellAsync(string responseUrl, string text)
    {
        using var limit = new CancellationTokenSource(TellingTime, time);
        try
        {
            if (!await client.TellAsync(responseUrl, text, limit.Token))
            {
                LogUntold();
            }
        }
        catch (OperationCanceledException)
        {
            LogUntold();
        }
    }

    [LoggerMessage(EventId = 14021, Level = LogLevel.Warning, Message = "A genuine request of Slack's is none that was asked for: {Field}: {Problem}")]
    private partial void LogMalformed(string? field, string problem);

    [LoggerMessage(EventId = 14022, Level = LogLevel.Warning, Message = "A request of Slack's came a second time and was refused")]
    private partial void LogReplayed();

    [LoggerMessage(EventId = 14024, Level = LogLevel.Warning, Message = "A click of {User} in the workspace {Team} was refused: it is not the configured one")]
    private partial void LogForeign(string team, string user);

    [LoggerMessage(EventId = 14023, Level = LogLevel.Information, Message = "The person who clicked in Slack could not be told why it does not count")]
    private partial void LogUntold();
}
