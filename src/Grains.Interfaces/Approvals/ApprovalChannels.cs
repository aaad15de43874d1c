using System.Collections.Immutable;

namespace AgentCluster.Approvals;

/// <summary>The channels through which people decide.</summary>
public static class ApprovalChannels
{
    /// <summary>The HTTP interface; its users are ids of keys, or <c>local</c>. What comes by gRPC or the command line is of its users too.</summary>
    public const string Http = "http";

    /// <summary>Slack; its users are member ids.</summary>
    public const string Slack = "slack";

    /// <summary>Telegram; its users are user ids.</summary>
    public const string Telegram = "telegram";

    /// <summary>E-mail; its users are addresses, in whatever case.</summary>
    public const string Email = "email";

    /// <summary>Every channel in which a person can be listed.</summary>
    public static ImmutableArray<string> Listed { get; } = [Http, Slack, Telegram, Email];
}
