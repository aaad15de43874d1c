using System.Collections.Immutable;
using AgentCluster.Tenancy;

namespace AgentCluster.Client.Tests.Fakes;

/// <summary>Keys and tenants that remember what was asked of them.</summary>
internal sealed class FakeTenancy(TimeProvider time) : IApiKeysGrain, ITenantsGrain
{
    public ApiKeyDraft? Draft { get; private set; }

    public string? OpenedBy { get; private set; }

    Task<ImmutableArray<ApiKeyView>> IApiKeysGrain.ListAsync(CancellationToken cancellationToken) => Task.FromResult(ImmutableArray.Create(View(Roles.Ask)));

    public Task<Outcome<IssuedApiKey>> IssueAsync(ApiKeyDraft draft, CancellationToken cancellationToken = default)
    {
        Draft = draft;
        return Task.FromResult<Outcome<IssuedApiKey>>(new IssuedApiKey { View = View(draft.Roles), Key = "ac_secret" });
    }

    public Task<Outcome<ApiKeyView>> RevokeAsync(string id, CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<ApiKeyView>>(id == "k1" ? View(Roles.Ask) with { RevokedAt = time.GetUtcNow() } : Problem.NotFound("unknownApiKey", "None.", "id"));

    Task<ImmutableArray<TenantView>> ITenantsGrain.ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult(ImmutableArray.Create(new TenantView { Name = "acme", CreatedAt = time.GetUtcNow() }));

    public Task<Outcome<OpenedTenant>> OpenAsync(string name, string openedBy, CancellationToken cancellationToken = default)
    {
        OpenedBy = openedBy;
        return Task.FromResult<Outcome<OpenedTenant>>(new OpenedTenant
        {
            Tenant = new() { Name = name, CreatedAt = time.GetUtcNow() },
            FirstKey = new() { View = View(Roles.Admin), Key = "ac_first" },
        });
    }

    public Task<Outcome<TenantView>> CloseAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<TenantView>>(Problem.Conflict("operatorTenant", "Not that one."));

    private ApiKeyView View(Roles roles) => new() { Id = "k1", Tenant = "acme", Name = "test", Roles = roles, CreatedAt = time.GetUtcNow(), CreatedBy = "cli" };
}
