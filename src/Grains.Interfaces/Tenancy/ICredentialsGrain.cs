using Orleans.Concurrency;

namespace AgentCluster.Tenancy;

/// <summary>Credentials of every tenant, looked up before a tenant is known; stateless, grain key <see cref="Key"/>.</summary>
[Repeatable, Alias("AgentCluster.Tenancy.ICredentialsGrain")]
public interface ICredentialsGrain : IGrainWithStringKey
{
    /// <summary>The one key of this grain.</summary>
    const string Key = "credentials";

    /// <summary>Looks an API key up. Its use is noted, and written down within a minute.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="digest">SHA-256 of the whole key, hexadecimal; the secret itself stays in the gateway.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [AlwaysInterleave, Alias("VerifyAsync")]
    Task<Credential> VerifyAsync(string id, string digest, CancellationToken cancellationToken = default);

    /// <summary>Whether a key was ever issued, be it revoked or expired since: from then on nobody is let in without one.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [AlwaysInterleave, Alias("AnyIssuedAsync")]
    Task<bool> AnyIssuedAsync(CancellationToken cancellationToken = default);
}
