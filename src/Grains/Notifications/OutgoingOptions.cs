namespace AgentCluster.Notifications;

/// <summary>Where the cluster may send HTTP requests to on somebody's behalf.</summary>
public sealed class OutgoingOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "AgentCluster:Outgoing";

    /// <summary>Names of hosts, such as <c>hooks.slack.com</c>, or <c>*.example.com</c> for every name below one; default none, so that nothing is sent.</summary>
    public IList<string> AllowedHosts { get; } = [];
}
