namespace AgentCluster.Client.Auth;

/// <summary>Who may call an endpoint; metadata that every endpoint has to have. The last one counts.</summary>
internal interface IAccessRequirement
{
    /// <summary>Whether the endpoint is open to anyone, so that nobody is asked who they are.</summary>
    bool IsOpen { get; }

    /// <summary>Why a caller may not call it, or null.</summary>
    ProblemAnswer? Refuses(Caller caller);
}
