namespace AgentCluster.Notifications;

/// <summary>How others reach the gateway.</summary>
public sealed class PublicOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "AgentCluster";

    /// <summary>Address of the gateway as the world knows it, such as <c>https://agents.example.com</c>; default none, so that nothing can call back.</summary>
    public string? PublicUrl { get; set; }
}
