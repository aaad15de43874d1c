namespace AgentCluster.Client.Auth;

/// <summary>Who is let in.</summary>
public sealed class AuthenticationOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "AgentCluster:Authentication";

    /// <summary>
    /// How callers are told apart. Default (null): <see cref="AuthenticationMode.Local"/> until the first API key is issued, from then on
    /// <see cref="AuthenticationMode.Keys"/>, also when every key has been revoked since: a proxy on this machine makes the whole world
    /// look local, so that access must not widen by itself.
    /// </summary>
    public AuthenticationMode? Mode { get; set; }
}
