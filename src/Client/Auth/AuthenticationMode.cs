namespace AgentCluster.Client.Auth;

/// <summary>How callers are told apart.</summary>
public enum AuthenticationMode
{
    /// <summary>Whoever calls from this machine without a key is its one person, with every role in the tenant <c>local</c>.</summary>
    Local,

    /// <summary>Nobody is let in without a key.</summary>
    Keys,
}
