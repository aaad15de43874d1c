namespace AgentCluster.Notifications;

/// <summary>What became of a callback; the person who caused it is told the rest by the service itself.</summary>
public enum CallbackResult
{
    /// <summary>It is genuine and was dealt with; a decision that counts is durable.</summary>
    Taken,

    /// <summary>It is forged, late, a replay, or of somebody else's workspace.</summary>
    Refused,

    /// <summary>It is genuine, and nothing that we asked for.</summary>
    Malformed,

    /// <summary>The service is not configured here.</summary>
    NotConfigured,
}
