namespace AgentCluster.Tenancy;

/// <summary>What became of a credential that was presented.</summary>
public enum CredentialStatus
{
    /// <summary>It is valid.</summary>
    Valid,

    /// <summary>There is no such key, or its secret is another.</summary>
    Unknown,

    /// <summary>The key was revoked.</summary>
    Revoked,

    /// <summary>The key has expired.</summary>
    Expired,
}
