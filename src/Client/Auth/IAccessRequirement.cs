namespace AgentCluster.Client.Auth;

/// <summary>Who may call an endpoint; metadata that every endpoint has to have. The last one counts.</summary>
internal interface IAccessRequirement
{
    /// <summary>Whether the endpoint is open to anyone, so that nobody is asked who they are.</summary>
    bool IsOpen { get; }

    /// <summary>
    /// Whether the key may also come as the password of HTTP Basic (RFC 7617), which browsers ask a person for. They send it by themselves
    /// from then on, also when another site's page makes them: only for pages that change nothing.
    /// </summary>
    bool AcceptsBasic { get; }

    /// <summary>Why a caller may not call it, or null.</summary>
    ProblemAnswer? Refuses(Caller caller);
}
