using System.Collections.Immutable;

namespace AgentCluster.Tenancy;

internal sealed class ApiKeysGrain(ApiKeyStore store) : Grain, IApiKeysGrain
{
    private string Tenant => this.GetPrimaryKeyString();

    public Task<ImmutableArray<ApiKeyView>> ListAsync(CancellationToken cancellationToken = default) => store.ListAsync(Tenant, cancellationToken);

    public Task<Outcome<IssuedApiKey>> IssueAsync(ApiKeyDraft draft, CancellationToken cancellationToken = default) =>
        store.IssueAsync(Tenant, draft, cancellationToken);

    public Task<Outcome<ApiKeyView>> RevokeAsync(string id, CancellationToken cancellationToken = default) =>
        store.RevokeAsync(Tenant, id, cancellationToken);
}
