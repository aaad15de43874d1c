using System.Collections.Immutable;
using AgentCluster.Approvals;
using AgentCluster.Notifications.Cards;
using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications.Slack;

/// <summary>Shows cards in Slack: in the app's channel, and to people directly.</summary>
internal sealed class SlackChannel(SlackClient client, IOptions<SlackOptions> options) : ICardChannel
{
    /// <summary>The channel's name.</summary>
    public const string ChannelName = ApprovalChannels.Slack;

    public string Name => ChannelName;

    /// <summary>Whether the tenant is the one whose app it is.</summary>
    private bool Serves(string tenant) => options.Value.IsConfigured && tenant == options.Value.Tenant;

    public ImmutableArray<string> Targets(string tenant, ImmutableArray<CardReader> people) =>
        Serves(tenant) ? [options.Value.Channel!, .. people.Where(person => person.Channel == ChannelName).Select(person => person.User)] : [];

    public async Task<CardResult> ShowAsync(CardPost post, CancellationToken cancellationToken)
    {
        if (!Serves(post.Tenant))
        {
            return new(null, $"{SlackOptions.SectionName} is not configured for this tenant.");
        }

        var (reference, told) = ReminderMark.Split(post.Reference);
        var shown = SlackReference.Parse(reference);
        var message = SlackMessage.Of(post.Card, post.Token);
        message["channel"] = shown?.Channel ?? post.Target;
        if (shown is not null)
        {
            message["ts"] = shown.Message;
        }

        var reply = await client.CallAsync(shown is null ? "chat.postMessage" : "chat.update", message, cancellationToken);
        if (reply is not { Error: null, Channel: { } channel, Message: { } timestamp })
        {
            return Failed(reply);
        }

        // A new message needs no reminder of itself.
        var isReminded = shown is not null && post.Card.Reminds(told);
        if (isReminded && await client.CallAsync("chat.postMessage", SlackMessage.Reminder(post.Card, new(channel, timestamp)), cancellationToken) is { Error: not null } untold)
        {
            return Failed(untold);
        }

        return new(ReminderMark.Join(new SlackReference(channel, timestamp).ToString(), isReminded || shown is null ? post.Card.Reminders : told));
    }

    private static CardResult Failed(SlackReply reply) => new(null, $"Slack: {reply.Error ?? "the answer names no message"}", reply.IsFinal, reply.RetryAfter);
}
