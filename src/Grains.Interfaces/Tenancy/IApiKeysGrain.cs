using System.Collections.Immutable;

namespace AgentCluster.Tenancy;

/// <summary>The API keys of one tenant; grain key: the tenant.</summary>
[Alias("AgentCluster.Tenancy.IApiKeysGrain")]
public interface IApiKeysGrain : IGrainWithStringKey
{
    /// <summary>Every key, oldest first, revoked and expired ones too.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Repeatable, Alias("ListAsync")]
    Task<ImmutableArray<ApiKeyView>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Issues a key; durable when it returns.</summary>
    /// <param name="draft">The key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The key with its secret, the field at fault, or <c>unknownTenant</c>.</returns>
    [Alias("IssueAsync")]
    Task<Outcome<IssuedApiKey>> IssueAsync(ApiKeyDraft draft, CancellationToken cancellationToken = default);

    /// <summary>Revokes a key; gateways refuse it within five seconds. One that was revoked before stays as it is.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The key, or <c>unknownApiKey</c>.</returns>
    [Repeatable, Alias("RevokeAsync")]
    Task<Outcome<ApiKeyView>> RevokeAsync(string id, CancellationToken cancellationToken = default);
}
