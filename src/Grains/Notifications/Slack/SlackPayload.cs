using System.Collections.Immutable;

namespace AgentCluster.Notifications.Slack;

/// <summary>What we read of an interaction payload (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload); Slack adds fields as it likes.</summary>
internal sealed record SlackPayload
{
    public string? Type { get; init; }

    public Named? Team { get; init; }

    public Named? User { get; init; }

    public Place? Container { get; init; }

    public ImmutableArray<Action>? Actions { get; init; }

    public string? TriggerId { get; init; }

    public string? ResponseUrl { get; init; }

    internal sealed record Named(string? Id);

    internal sealed record Place(string? Type, string? ChannelId, string? MessageTs);

    internal sealed record Action(string? Type, string? ActionId, string? Value);
}
