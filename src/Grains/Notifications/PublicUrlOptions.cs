namespace AgentCluster.Notifications;

/// <summary>By what address people outside reach the gateway.</summary>
public sealed class PublicUrlOptions
{
    /// <summary>The configuration key.</summary>
    public const string Key = "AgentCluster:PublicUrl";

    /// <summary>Such as <c>https://agents.example.com</c>; default none: then messages hold no links.</summary>
    public Uri? PublicUrl { get; set; }
}
