namespace AgentCluster.Notifications.Slack;

/// <summary>The Slack app through which people are told and decide; without it there is none.</summary>
public sealed class SlackOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "AgentCluster:Slack";

    /// <summary>Token of the app's bot user, <c>xoxb-…</c>, with the scope <c>chat:write</c>.</summary>
    public string? BotToken { get; set; }

    /// <summary>The app's signing secret: what comes as Slack's is judged by it.</summary>
    public string? SigningSecret { get; set; }

    /// <summary>Id of the channel where everything is shown, such as <c>C024BE91L</c>.</summary>
    public string? Channel { get; set; }

    /// <summary>Id of the workspace, such as <c>T024BE7LD</c>: clicks of others are refused.</summary>
    public string? Team { get; set; }

    /// <summary>The tenant whose requests are shown; default <c>local</c>.</summary>
    public string Tenant { get; set; } = Tenancy.TenantNames.Local;

    /// <summary>Address of Slack's Web API; default <c>https://slack.com/api/</c>.</summary>
    public string ApiUrl { get; set; } = "https://slack.com/api/";

    /// <summary>Whether there is an app.</summary>
    internal bool IsConfigured => BotToken is not null;
}
